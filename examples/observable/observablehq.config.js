import {existsSync, readdirSync} from "node:fs";

const datasets = process.env.PAYOFF_STUDIES ?? "../../datasets";
const studies = readdirSync(datasets).filter((name) => existsSync(`${datasets}/${name}/study.json`));

export default {
  root: "src",
  title: "Did it pay off?",
  dynamicPaths: studies.map((name) => `/studies/${name}`),
  theme: ["air", "near-midnight"], // light or dark, as the reader's system asks
  style: "style.css",
  globalStylesheets: [], // no typeface from elsewhere: the site asks nothing of the network
  // What Framework itself says of its pages lets nobody zoom, and names no language.
  head: `<link rel="icon" href="data:,"><script>
    document.documentElement.lang = "en";
    document.querySelector("meta[name=viewport]").content = "width=device-width, initial-scale=1";
  </script>`,
  sidebar: false,
  toc: false,
  pager: false,
  footer: "The sentences are those that the evidence licenses: pass them on whole, with their grade."
};
