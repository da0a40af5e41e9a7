// How the page looks, on screen, on a phone and in print. Contrast of every text
// is at least 4.5 : 1 on its background (WCAG 2.2 AA); no meaning is colour alone.
#pragma once

#include <string_view>

namespace payoff {

inline constexpr std::string_view page_style = R"css(
:root { --ink: #1b2733; --soft: #52606d; --rule: #d5dbe1; --paper: #ffffff; --tint: #f3f6f9;
  --treated: #0b5394; --comparison: #5b6670; --band: #cfe0f1; --mark: #9a3b00; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
main { max-width: 58rem; margin: 0 auto; padding: 2.5rem 1.5rem 3rem; }
header { border-top: 4px solid var(--treated); padding-top: 1.1rem; }
.title { margin: 0; color: var(--soft); font-size: .95rem; letter-spacing: .01em; }
.title strong { color: var(--ink); font-weight: 600; }
h1 { margin: .7rem 0 1.3rem; font-size: 2.05rem; line-height: 1.22; font-weight: 650; letter-spacing: -.012em; }
h1.long { font-size: 1.6rem; line-height: 1.28; }
h1 .rest { display: block; margin-top: .55rem; color: var(--soft); font-size: 1rem; line-height: 1.5; font-weight: 400; letter-spacing: 0; }
h2 { margin: 0 0 .8rem; font-size: 1.35rem; line-height: 1.3; font-weight: 650; }
h3 { margin: 1.8rem 0 .4rem; font-size: 1.05rem; }
p { margin: .5rem 0 .9rem; max-width: 44rem; }
.first { display: grid; grid-template-columns: minmax(0, 1fr) 15rem; gap: 2rem; align-items: start; }
.first.alone { grid-template-columns: minmax(0, 26rem); }
.claims { list-style: none; margin: 0; padding: 0; }
.claims li { padding: .55rem 0; border-top: 1px solid var(--rule); display: grid; grid-template-columns: 6.2rem 1fr; gap: .8rem; }
.claims li:last-child { border-bottom: 1px solid var(--rule); }
.kind { color: var(--soft); font-size: .82rem; font-weight: 600; padding-top: .12rem; }
.guardrail .kind, .caveat .kind { color: var(--mark); }
.guardrail { font-weight: 550; }
.badge { background: var(--tint); border-left: 4px solid var(--treated); padding: .9rem 1rem 1rem; }
.badge .letter { display: block; font-size: 2.9rem; line-height: 1; font-weight: 700; margin: .15rem 0 .4rem; color: var(--treated); }
.badge p { margin: 0; font-size: .92rem; line-height: 1.42; }
.badge .label { color: var(--soft); font-size: .82rem; font-weight: 600; }
.scale { display: flex; gap: .3rem; list-style: none; margin: .7rem 0 0; padding: 0; font-size: .78rem; }
.scale li { flex: 1; text-align: center; color: var(--soft); border-top: 3px solid var(--rule); padding-top: .15rem; }
.scale li[aria-current] { color: var(--ink); font-weight: 700; border-top-color: var(--treated); }
.cards { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0 1.6rem; margin: 1.8rem 0 .4rem; }
.card { border-top: 2px solid var(--ink); padding: .6rem 0 1.1rem; margin: 0; }
.card dt { color: var(--soft); font-size: .82rem; font-weight: 600; }
.card dd { margin: 0; }
.card .value { font-size: 1.5rem; line-height: 1.25; font-weight: 650; margin: .15rem 0 .2rem; font-variant-numeric: tabular-nums; }
.card .note { color: var(--soft); font-size: .86rem; line-height: 1.4; }
.guide { color: var(--soft); font-size: .86rem; max-width: none; margin: 0; }
section { margin-top: 2.8rem; padding-top: 1.4rem; border-top: 1px solid var(--rule); }
figure { margin: 1.5rem 0 2rem; max-width: 46rem; }
figcaption strong { display: block; font-size: 1.02rem; }
figcaption { color: var(--soft); font-size: .9rem; line-height: 1.45; margin-bottom: .6rem; }
figcaption strong { color: var(--ink); }
svg { display: block; width: 100%; height: auto; font-family: inherit; }
svg text { font-size: 12.5px; fill: var(--soft); }
svg .end { text-anchor: end; } svg .middle { text-anchor: middle; }
svg .axis-title { fill: var(--ink); }
svg .grid { stroke: #e4e9ed; } svg .axis { stroke: #8a949d; } svg .zero { stroke: #4a5560; stroke-width: 1.3; }
svg .mark { stroke: var(--mark); stroke-dasharray: 4 3; stroke-width: 1.3; } svg .mark-label { fill: var(--mark); }
svg .band { fill: var(--band); } svg .band.wide { fill: #e9f1f9; stroke: #a9c3dd; stroke-width: .8; }
svg .interval { stroke: var(--treated); stroke-width: 2.4; } svg .interval.open { stroke-dasharray: 5 4; }
svg .answer { fill: #e3edf7; }
svg .forest { stroke: var(--treated); stroke-width: 2.2; } svg .forest.misleads { stroke: #6c7680; stroke-width: 1.6; stroke-dasharray: 3 3; }
svg .forest-dot { fill: var(--treated); } svg .forest-dot.misleads { fill: var(--paper); stroke: #6c7680; stroke-width: 1.8; }
svg .forest-label { fill: var(--ink); } svg .first-label { fill: var(--ink); font-weight: 650; } svg .grey { fill: var(--soft); }
svg .note-text { fill: var(--mark); }
svg .line { fill: none; stroke-width: 2.4; stroke-linejoin: round; }
svg .line.treated, svg .line.effect { stroke: var(--treated); }
svg .line.comparison { stroke: var(--comparison); stroke-dasharray: 7 3; }
svg .dot.treated, svg .dot.effect { fill: var(--treated); } svg .dot.comparison { fill: var(--comparison); }
svg .dot.hollow { fill: var(--paper); stroke: var(--treated); stroke-width: 2; }
svg .end-dot { fill: var(--paper); stroke: var(--ink); stroke-width: 1.8; }
svg .line-label { font-weight: 600; } svg .line-label.treated, svg .line-label.effect { fill: var(--treated); }
svg .line-label.comparison { fill: var(--comparison); }
svg .bar { fill: #628fbd; } svg .whisker { stroke: var(--ink); stroke-width: 1.4; }
svg .bar-label { fill: var(--ink); } svg .bar-value { fill: var(--ink); font-weight: 600; }
svg .line.without { stroke: var(--ink); stroke-dasharray: 6 4; } svg .line-label.without, svg .dot.without { fill: var(--ink); }
svg .bar.total { fill: var(--ink); } svg .bar.gain { fill: var(--treated); }
svg .bar.loss { fill: var(--tint); stroke: var(--mark); stroke-width: 1.6; stroke-dasharray: 4 2; }
svg .bin { fill: var(--treated); } svg .bin.below { fill: var(--tint); stroke: var(--mark); }
svg .connector { stroke: var(--soft); stroke-dasharray: 2 3; } 
svg .flow { fill: var(--tint); stroke: var(--soft); } svg .span { fill: var(--mark); fill-opacity: .1; } svg .span-label { fill: var(--mark); }
svg .bar-label, svg .bar-value, svg .mark-label, svg .span-label { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.scroll { overflow-x: auto; margin: .8rem 0 1.4rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.42; overflow-wrap: normal; }
caption { text-align: left; color: var(--soft); padding-bottom: .35rem; font-size: .88rem; }
th, td { text-align: left; vertical-align: top; padding: .42rem .9rem .42rem 0; border-bottom: 1px solid var(--rule); font-weight: 400; overflow-wrap: break-word; max-width: 30rem; }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-weight: 600; border-bottom: 2px solid var(--ink); vertical-align: bottom; }
tbody th { font-weight: 550; min-width: 6rem; }
.numeric { text-align: right; font-variant-numeric: tabular-nums; }
td.numeric { white-space: nowrap; } td.long { white-space: normal; min-width: 9rem; }
.numeric + th:not(.numeric), .numeric + td:not(.numeric) { padding-left: .6rem; }
details { margin: .5rem 0; }
summary { cursor: pointer; color: var(--treated); font-size: .92rem; padding: .2rem 0; }
summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--treated); outline-offset: 2px; }
pre { background: var(--tint); padding: .9rem 1rem; font: .8rem/1.5 ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0 1rem; }
footer { max-width: 58rem; margin: 0 auto; padding: 0 1.5rem 3rem; color: var(--soft); font-size: .84rem; }
@media (max-width: 46rem) {
  main { padding: 1.4rem 1rem 2rem; } footer { padding: 0 1rem 2rem; }
  h1 { font-size: 1.5rem; } h1.long { font-size: 1.3rem; }
  .first { grid-template-columns: minmax(0, 1fr); gap: 1.4rem; }
  .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .card .value { font-size: 1.22rem; }
  .claims li { grid-template-columns: 1fr; gap: 0; }
}
@media (max-width: 34rem) { svg text { font-size: 17px; } }
@media print {
  @page { margin: 16mm 15mm; }
  html { font-size: 72%; } main, footer { max-width: none; padding: 0; }
  h2, h3, figcaption, caption, summary { break-after: avoid; }
  figure, .card, .badge, .claims li, tr { break-inside: avoid; } thead { display: table-header-group; }
  figcaption { break-inside: avoid; } th, td { padding-top: .16rem; padding-bottom: .16rem; }
  figure { break-inside: auto; } figure svg { break-inside: avoid; max-height: 9cm; }
  section { margin-top: 1.4rem; padding-top: .9rem; } .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { color: var(--ink); list-style: none; } summary::-webkit-details-marker { display: none; }
  .badge, .scale li, svg { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
)css";

}  // namespace payoff
