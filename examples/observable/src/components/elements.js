// An element with its attributes and children; text is text, whatever it holds.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function table(caption, heads, rows) {
  const headed = heads.map((head) => element("th", {scope: "col"}, head));
  return element("div", {class: "wide"}, element("table", {},
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...headed)),
    element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells)))));
}

export const cell = (...children) => element("td", {}, ...children);

export const gradeMark = (grade) =>
  element("span", {class: `grade grade-${grade}`}, element("span", {class: "unseen"}, "evidence grade "), grade);
