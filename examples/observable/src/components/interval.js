const written = (format) => (value) => format.format(value).replace("-", "−");
export const plain = written(new Intl.NumberFormat("en", {maximumSignificantDigits: 4}));
export const number = written(new Intl.NumberFormat("en", {maximumSignificantDigits: 3, signDisplay: "exceptZero"}));

const WIDTH = 160, HEIGHT = 16, MARGIN = 4;

function drawn(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// The interval with its estimate, and the line of no change; the numbers stand beside it.
export function interval(low, estimate, high) {
  const from = Math.min(low, 0), to = Math.max(high, 0);
  const x = (value) => MARGIN + ((value - from) / (to - from || 1)) * (WIDTH - 2 * MARGIN);
  const svg = drawn("svg", {width: WIDTH, height: HEIGHT, "aria-hidden": "true", class: "interval"});
  svg.append(
    drawn("line", {x1: x(0), x2: x(0), y1: 0, y2: HEIGHT, class: "zero"}),
    drawn("line", {x1: x(low), x2: x(high), y1: HEIGHT / 2, y2: HEIGHT / 2}),
    drawn("circle", {cx: x(estimate), cy: HEIGHT / 2, r: 4}));
  return svg;
}
