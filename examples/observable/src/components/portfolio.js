import {cell, element, gradeMark, table} from "./elements.js";

function row(study) {
  if (study.outcome !== "done") {
    return [element("th", {scope: "row"}, study.name), cell(`${study.outcome}: ${study.message}`), cell(), cell(), cell()];
  }
  return [
    element("th", {scope: "row"}, element("a", {href: `./studies/${study.name}`}, study.title || study.name)),
    cell(gradeMark(study.grade)),
    cell(`${study.headline} (${study.range}).`),
    cell(study.worth),
    cell(study.next)
  ];
}

export function portfolio(studies) {
  return table("All studies", ["Study", "Grade", "What may be said", "Worth", "Next"], studies.map(row));
}
