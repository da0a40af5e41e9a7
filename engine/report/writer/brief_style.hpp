// How the two pages look, beyond style.hpp: one screen that answers, and two sheets of A4 or Letter.
#pragma once

#include <string_view>

namespace payoff {

inline constexpr std::string_view brief_style = R"css(
.brief main { max-width: 62rem; padding: 1.4rem 1.5rem 2rem; }
.brief .title { max-width: none; }
.brief h1 { font-size: 1.7rem; margin: .5rem 0 .3rem; }
.brief h1.long { font-size: 1.35rem; line-height: 1.26; }
.brief .range { color: var(--soft); margin: 0 0 .8rem; font-size: .95rem; max-width: none; }
.answers { display: grid; grid-template-columns: 1.35fr .8fr 1.2fr .95fr; gap: 0 1.3rem; margin: 0 0 1rem; }
.answers > div { border-top: 3px solid var(--treated); padding: .45rem 0 .2rem; }
.answers dt { color: var(--soft); font-size: .82rem; font-weight: 600; }
.answers dd { margin: 0; font-size: .9rem; line-height: 1.4; }
.answers .value { font-size: 1.16rem; line-height: 1.25; font-weight: 650; margin: .1rem 0 .2rem; }
.answers .next { border-top-color: var(--ink); }
.answers .catch { border-top-color: var(--mark); }
.middle { display: grid; grid-template-columns: minmax(0, 1fr) 15rem; gap: 1.6rem; align-items: start; }
.middle.alone { grid-template-columns: minmax(0, 1fr); }
.middle figure { margin: .2rem 0 0; max-width: none; }
.middle .cards { grid-template-columns: 1fr; margin: 0; }
.middle.alone .cards { grid-template-columns: repeat(4, minmax(0, 1fr)); }
.middle .card { padding: .4rem 0 .7rem; border-top-width: 1px; border-top-color: var(--rule); }
.middle .card .value { font-size: 1.35rem; }
.brief section { margin: 0 0 1.2rem; padding-top: .8rem; break-inside: avoid; }
.brief h2 { font-size: 1.1rem; margin: 0 0 .35rem; }
.brief section p, .brief section ul { max-width: none; margin: .2rem 0 .3rem; }
.brief section ul { padding-left: 1.15rem; } .brief section li { margin: .2rem 0; }
.sheet { columns: 2; column-gap: 2rem; margin-top: 1.2rem; }
.money { columns: auto; display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.2rem 2rem; margin-top: .4rem; }
.money figure { margin: 0; max-width: none; } .money svg text { font-size: 17px; }
blockquote { margin: 1.2rem 0 0; padding: .2rem 0 .2rem 1rem; border-left: 4px solid var(--rule); font-size: 1.05rem; }
blockquote footer { padding: .2rem 0 0; margin: 0; font-size: .88rem; }
.slide details, .slide figcaption span { display: none; }
.slide .middle .card { padding: .25rem 0 .35rem; } .slide .middle .card .value { font-size: 1.15rem; }
@page slide { size: 13.333in 7.5in; margin: 0; @bottom-right { content: none; } }
@media print, (min-width: 46.01rem) {
  .slide, .slide main, .slide figure { display: flex; flex-direction: column; }
  .slide { page: slide; min-height: 100vh; } .slide main, .slide footer { width: 100%; max-width: 80rem; }
  .slide main { flex: 1; padding: .9rem 1.5rem .3rem; } .slide footer { padding: 0 1.5rem .6rem; }
  .slide .answers { margin-bottom: .6rem; } .slide .answers dd { font-size: .86rem; line-height: 1.34; }
  .slide .answers .value { font-size: 1.1rem; } .slide .card .note { font-size: .78rem; line-height: 1.3; }
  .slide .middle { flex: 1; grid-template-columns: minmax(0, 1fr) 17rem; align-items: stretch; } .slide .cards { align-content: start; }
  .slide h1, .slide h1.long { margin-top: .3rem; } .slide .middle .card { padding: .2rem 0; }
  .slide figure svg { flex: 1 1 9rem; height: 0; max-width: 46rem; }
}
@media screen and (max-width: 46rem) {
  .brief main { padding: .8rem 1rem 1.4rem; }
  .brief h1 { font-size: 1.16rem; line-height: 1.25; margin: .3rem 0 .2rem; } .brief h1.long { font-size: 1.02rem; }
  .brief .title { font-size: .82rem; } .brief .range { font-size: .82rem; margin-bottom: .5rem; }
  .answers { grid-template-columns: 1fr; gap: 0; margin-bottom: .6rem; }
  .answers > div { padding: .25rem 0 .3rem; border-top-width: 2px; }
  .answers .value { font-size: 1rem; margin: 0; } .answers dd { font-size: .84rem; line-height: 1.32; }
  .middle, .money { grid-template-columns: minmax(0, 1fr); } .sheet { columns: 1; } .money { columns: auto; }
  .brief figcaption { font-size: .82rem; } .brief figcaption strong { font-size: .95rem; line-height: 1.3; }
  .middle .cards, .middle.alone .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@media print {
  html { font-size: 10pt; } .brief main { padding: 0; max-width: none; } .brief p, .brief li { line-height: 1.42; }
  .brief h1 { font-size: 1.75rem; } .brief h1.long { font-size: 1.45rem; }
  .middle { grid-template-columns: minmax(0, 1fr); } .middle .cards { grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 0 1.3rem; }
  .second { break-before: page; } .second > :first-child { margin-top: 0; }
  .brief figure:has(> svg) { display: block; break-inside: avoid; } .brief figure > svg { max-height: 9.5cm; }
  .money figure > svg { max-height: 8cm; } .brief figure details { display: none; }
  .slide main { padding: 1.1rem 1.5rem .4rem; } .slide .middle { grid-template-columns: minmax(0, 1fr) 15rem; }
  .slide .middle .cards { grid-template-columns: 1fr; } .slide figure:has(> svg) { display: flex; }
}
)css";

}  // namespace payoff
