// How the page looks, on screen (light and dark), on a phone and in print. Contrast of every text is at least 4.5 : 1
// on its background (WCAG 2.2 AA); no meaning is colour alone.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace payoff {

// On a white page, and on a dark one where the reader's system asks for that. Paper is white.
struct Colour {
  std::string_view name, light, dark;
};
inline constexpr std::array<Colour, 17> colours{{{"ink", "#1b2733", "#e6ebf0"},
                                                 {"soft", "#52606d", "#a9b4bf"},
                                                 {"rule", "#d5dbe1", "#35404b"},
                                                 {"paper", "#ffffff", "#14191f"},
                                                 {"tint", "#f3f6f9", "#1d242c"},
                                                 {"treated", "#0b5394", "#7db4ea"},
                                                 {"comparison", "#5b6670", "#a3adb7"},
                                                 {"band", "#cfe0f1", "#24405c"},
                                                 {"mark", "#9a3b00", "#f0a065"},
                                                 {"grid", "#e4e9ed", "#28313a"},
                                                 {"axis", "#8a949d", "#76828e"},
                                                 {"zero", "#4a5560", "#b8c2cc"},
                                                 {"wide", "#e9f1f9", "#1b2a39"},
                                                 {"wide-edge", "#a9c3dd", "#3d5a78"},
                                                 {"answer", "#e3edf7", "#1f3145"},
                                                 {"doubt", "#6c7680", "#95a0ab"},
                                                 {"bar", "#628fbd", "#4f7eae"}}};

std::string_view light_colour(std::string_view name);  // one of those above

std::string page_style();           // of evidence.html
std::string picture_style_alone();  // of a picture that is a file: light, without variables, which not all viewers know
std::string picture_rules(std::string_view treated);  // the same with a colour of the study's own, and no font

inline constexpr std::string_view text_style = R"css(
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
nav { margin-top: 2.2rem; padding: .9rem 1rem 1rem; background: var(--tint); }
nav p { margin: 0 0 .4rem; color: var(--soft); font-size: .82rem; font-weight: 600; }
nav ol { columns: 2; column-gap: 2rem; margin: 0; padding-left: 1.5rem; font-size: .95rem; }
nav li { break-inside: avoid; padding: .12rem 0; }
a { color: var(--treated); } a:focus-visible { outline: 3px solid var(--treated); outline-offset: 2px; }
.file { color: var(--soft); font-size: .86rem; margin: -.2rem 0 1.2rem; } .paper { display: none; }
section { margin-top: 1.4rem; padding-top: .9rem; border-top: 1px solid var(--rule); }
section > details { margin: 0; } section > details[open] { padding-bottom: 1.2rem; }
section > details > summary { color: var(--ink); }
section > details > summary h2 { display: inline; } .inside { margin-top: .8rem; scroll-margin-top: 4.2rem; }
figure { margin: 1.5rem 0 2rem; max-width: 46rem; }
figcaption strong { display: block; font-size: 1.02rem; }
figcaption { color: var(--soft); font-size: .9rem; line-height: 1.45; margin-bottom: .6rem; }
figcaption strong { color: var(--ink); }
html:lang(ko) body { font-family: Pretendard, "Apple SD Gothic Neo", "Noto Sans KR", "Noto Sans CJK KR", "Malgun Gothic", NanumGothic, system-ui, sans-serif; word-break: keep-all; }
svg { display: block; width: 100%; height: auto; font-family: inherit; }
)css";

// The pictures, on the page and as files of their own.
inline constexpr std::string_view picture_style = R"css(
svg text { font-size: 12.5px; fill: var(--soft); }
svg .axis-title { fill: var(--ink); }
svg .grid { stroke: var(--grid); } svg .axis { stroke: var(--axis); } svg .zero { stroke: var(--zero); stroke-width: 1.3; }
svg .mark { stroke: var(--mark); stroke-dasharray: 4 3; stroke-width: 1.3; } svg .mark-label { fill: var(--mark); }
svg .band { fill: var(--band); } svg .band.wide { fill: var(--wide); stroke: var(--wide-edge); stroke-width: .8; }
svg .interval { stroke: var(--treated); stroke-width: 2.4; } svg .interval.open { stroke-dasharray: 5 4; }
svg .answer { fill: var(--answer); }
svg .forest { stroke: var(--treated); stroke-width: 2.2; } svg .forest.misleads { stroke: var(--doubt); stroke-width: 1.6; stroke-dasharray: 3 3; }
svg .forest-dot { fill: var(--treated); } svg .forest-dot.misleads { fill: var(--paper); stroke: var(--doubt); stroke-width: 1.8; }
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
svg .bar { fill: var(--bar); } svg .whisker { stroke: var(--ink); stroke-width: 1.4; }
svg .bar-label { fill: var(--ink); } svg .bar-value { fill: var(--ink); font-weight: 600; }
svg .line.without { stroke: var(--ink); stroke-dasharray: 6 4; } svg .line-label.without, svg .dot.without { fill: var(--ink); }
svg .bar.total { fill: var(--zero); } svg .bar.gain { fill: var(--treated); }
svg .bar.loss { fill: var(--tint); stroke: var(--mark); stroke-width: 1.6; stroke-dasharray: 4 2; }
svg .bin { fill: var(--treated); } svg .bin.below { fill: var(--tint); stroke: var(--mark); }
svg .connector { stroke: var(--soft); stroke-dasharray: 2 3; } 
svg .flow { fill: var(--tint); stroke: var(--soft); } svg .span { fill: var(--mark); fill-opacity: .1; } svg .span-label { fill: var(--mark); }
svg .bar-label, svg .bar-value, svg .mark-label, svg .span-label { stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
)css";

inline constexpr std::string_view table_style = R"css(
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
@media screen and (max-width: 46rem) {
  main { padding: 1.4rem 1rem 2rem; } footer { padding: 0 1rem 2rem; }
  h1 { font-size: 1.5rem; } h1.long { font-size: 1.3rem; }
  .first { grid-template-columns: minmax(0, 1fr); gap: 1.4rem; }
  .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .card .value { font-size: 1.22rem; }
  .claims li { grid-template-columns: 1fr; gap: 0; }
  nav ol { columns: 1; } nav li { padding: .25rem 0; }
}
@media screen and (max-width: 34rem) { svg text { font-size: 17px; } }
@media print {
  @page { margin: 13mm 14mm 14mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #52606d; } }
  html { font-size: 8.4pt; } main, footer { max-width: none; padding: 0; }
  nav, .screen { display: none; } .paper { display: block; color: var(--soft); font-size: .86rem; }
  h1, h1.long { font-size: 1.6rem; margin: .4rem 0 .8rem; } p { max-width: none; margin: .25rem 0 .45rem; }
  .first { grid-template-columns: minmax(0, 1fr) 13rem; gap: 1.4rem; } .claims li { padding: .3rem 0; }
  .cards { margin: 1rem 0 .3rem; } .card { padding: .3rem 0 .5rem; }
  .card .value { font-size: 1.25rem; } h3 { margin: .9rem 0 .2rem; }
  h2, h3, h3 + p, figcaption, caption, summary { break-after: avoid; }
  figcaption, .card, .badge, .claims li, tr, svg, li { break-inside: avoid; } figure summary { display: none; } thead { display: table-header-group; }
  table { break-inside: avoid; } p:has(+ .scroll) { break-after: avoid; }
  figure { margin: .7rem 0 .9rem; max-width: none; } svg text { font-size: 14px; }
  figure:has(> svg) { display: grid; grid-template-columns: 9.2cm minmax(0, 1fr); column-gap: 6mm; align-items: start; }
  figure > svg { grid-column: 1; grid-row: 1 / span 2; max-height: 23cm; } figure > figcaption, figure > .file { grid-column: 2; }
  figure > details { grid-column: 1 / -1; margin: 0; } figure > .narrow { grid-column: 2; } figure:has(> .narrow) { break-inside: avoid; }
  figcaption { margin-bottom: .3rem; } .scroll { overflow: visible; margin: .3rem 0 .6rem; }
  table { font-size: .86rem; line-height: 1.3; } th, td { padding-top: .12rem; padding-bottom: .12rem; }
  section { margin-top: .9rem; padding-top: .6rem; } section > details[open], .inside { padding: 0; margin-top: .4rem; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { color: var(--ink); list-style: none; } summary::-webkit-details-marker { display: none; }
  .file { margin: 0 0 .6rem; } a { color: inherit; text-decoration: none; }
  .badge, .scale li, svg { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
)css";

}  // namespace payoff
