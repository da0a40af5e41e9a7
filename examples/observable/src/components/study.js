import {cell, element, gradeMark, table} from "./elements.js";
import {interval, number, plain} from "./interval.js";
import embed from "vega-embed";

const claimsOf = (results, ...kinds) => results.claims.filter((claim) => kinds.includes(claim.kind));
const sentences = (texts) => element("ul", {}, ...texts.map((text) => element("li", {}, text)));

// The headline, and beside it what must be said with it.
export function said(results) {
  const [headline] = results.claims;
  const withIt = claimsOf(results, "guardrail", "caveat", "rules_out").map((claim) => claim.text);
  return element("div", {class: "said"},
    element("p", {}, element("a", {href: "../"}, "All studies")),
    element("p", {class: "of"}, gradeMark(results.verdict.grade), results.title),
    element("h1", {}, headline.text),
    ...(withIt.length ? [element("p", {class: "of"}, "To be said with it"), sentences(withIt)] : []));
}

export function grade({verdict}) {
  return element("div", {},
    element("h2", {}, `Why grade ${verdict.grade}`),
    element("p", {class: "muted"}, "From A, the best evidence, to E, the weakest."),
    sentences(verdict.reasons.map((reason) => reason.text)),
    ...(verdict.to_raise.length ? [element("h3", {}, "What would raise it"), sentences(verdict.to_raise)] : []));
}

// Only what may be claimed: where there is no sentence, there is no figure.
export function money(results) {
  const texts = claimsOf(results, "money").map((claim) => claim.text);
  return element("div", {},
    element("h2", {}, "What it is worth"),
    texts.length ? sentences(texts) : element("p", {}, "No figure in money is claimed."));
}

function effectRow(effect) {
  const whom = effect.segment ? `${effect.segment.name}: ${effect.segment.label}` : "everyone";
  const name = element("th", {scope: "row"}, effect.metric.replaceAll("_", " "));
  const {estimate, low, high, unit} = effect.absolute;
  if (!effect.usable || low === null || high === null) {
    const why = effect.message || effect.absolute.reason;
    return [name, cell(whom), element("td", {colspan: "3"}, `Not to be relied on: ${why}`), cell(effect.role)];
  }
  return [name, cell(whom), cell(`${number(estimate)} ${unit}`), cell(`${number(low)} to ${number(high)}`),
    cell(interval(low, estimate, high)), cell(effect.role)];
}

export function effects(results) {
  const percent = Math.round(100 * results.effects[0].level);
  return table("Changes with their intervals; the upright line in the picture is no change",
    ["Metric", "Whom", "Change", `${percent}% interval`, "Drawn", "Role"], results.effects.map(effectRow));
}

// In money only where a figure may be given first: on the grades A to C.
const inMoney = new Set(["npv", "waterfall"]);
function shown({pictures, verdict, claims}) {
  const worth = "ABC".includes(verdict.grade) && claims.some((claim) => claim.kind === "money");
  const wanted = ["counterfactual", "trend0", "path0", "forest", ...(worth ? inMoney : [])];
  return pictures.filter((picture) => wanted.includes(picture.id));
}

// The rows behind a picture, and what its encodings call their columns.
function rowsOf(part, found = {rows: [], titles: {}}) {
  for (const {field, title} of Object.values(part.encoding ?? {})) if (field && title) found.titles[field] ??= title;
  const values = part.data?.values ?? [];
  if (values.length > 1) found.rows.push(values);
  for (const each of [part.layer, part.hconcat, part.vconcat].flatMap((parts) => parts ?? [])) rowsOf(each, found);
  return found;
}

const text = (value) => (typeof value === "number" ? plain(value) : String(value ?? ""));

function numbers(specification, title) {
  const {rows, titles} = rowsOf(specification);
  const tables = rows.map((values) => {
    const fields = Object.keys(values[0]).filter((field) => field !== "number");
    return table(title, fields.map((field) => titles[field] || field),
      values.map((row) => fields.map((field) => cell(text(row[field])))));
  });
  return element("details", {}, element("summary", {}, "The numbers"), ...tables);
}

// Of Vega-Lite 5, which 6 draws as well, but not without a word in the console. The title is the caption.
function picture({id, title, description, vega_lite: {$schema: _, title: __, ...specification}}, dark) {
  const drawing = element("div");
  const words = {role: "img", "aria-label": `${title}. ${description}`};
  const drawn = element("div", words, element("div", {"aria-hidden": "true"}, drawing));
  const [ink, grid] = dark ? ["#ddd", "#444"] : ["#222", "#ddd"]; // what a specification leaves open is black on black
  const config = {background: "transparent", axis: {labelLimit: 300, gridColor: grid}, view: {stroke: null},
    legend: {orient: "top", title: null}, rule: {color: ink}, text: {color: ink}, tick: {color: ink}};
  const options = {actions: false, renderer: "svg", logLevel: 1, config, theme: dark ? "dark" : undefined}; // errors only
  embed(drawing, specification, options)
    .then(() => drawn.setAttribute("data-drawn", id))
    .catch((error) => drawn.replaceWith(`This picture cannot be drawn: ${error.message}`));
  return element("figure", {class: "card"}, element("figcaption", {}, title), drawn, numbers(specification, title));
}

export function pictures(results, dark) {
  return element("div", {class: "pictures"}, ...shown(results).map((each) => picture(each, dark)));
}

export function sources({ledger, provenance}, evidence, rows) {
  const files = provenance.inputs.map((input) => `${input.name} (SHA-256 ${input.sha256.slice(0, 12)}…)`).join(", ");
  return element("ul", {},
    element("li", {}, element("a", {href: evidence}, "All of the evidence"), ": every check, table and picture."),
    element("li", {}, element("a", {href: rows, download: "effects.csv"}, "The effects as a table"), ", period by period (CSV)."),
    element("li", {}, `${ledger.rows_used} of ${ledger.rows_read} rows were used, of ${ledger.units} units: ${files}.`),
    element("li", {}, `Made by payoff ${provenance.payoff}, seed ${provenance.seed}.`));
}
