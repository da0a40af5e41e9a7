// How the two pages look, beyond style.hpp: one screen that answers, and two sheets of A4 or Letter.
#pragma once

#include <string_view>

namespace payoff {

inline constexpr std::string_view brief_style = R"css(
.brief main { max-width: 62rem; padding: 1.4rem 1.5rem 2rem; }
.brief h1 { font-size: 1.7rem; margin: .5rem 0 .3rem; }
.brief h1.long { font-size: 1.35rem; line-height: 1.26; }
.brief .range { color: var(--soft); margin: 0 0 .8rem; font-size: .95rem; max-width: none; }
.answers { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 0 1.3rem; margin: 0 0 1rem; }
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
.brief section { margin-top: 1.2rem; padding-top: .8rem; }
.brief h2 { font-size: 1.1rem; margin: 0 0 .35rem; }
.brief section p, .brief section ul { max-width: none; margin: .2rem 0 .3rem; }
.brief section ul { padding-left: 1.15rem; } .brief section li { margin: .2rem 0; }
.sheet { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 2rem; }
.money { margin-top: 1.4rem; } .money figure { margin: 0; max-width: none; }
blockquote { margin: 1.2rem 0 0; padding: .2rem 0 .2rem 1rem; border-left: 4px solid var(--rule); font-size: 1.05rem; }
blockquote footer { padding: .2rem 0 0; margin: 0; font-size: .88rem; }
.slide { min-height: 100vh; display: flex; flex-direction: column; }
.slide main { width: 100%; max-width: 80rem; } .slide footer { width: 100%; max-width: 80rem; padding-bottom: .6rem; }
.slide figure svg { max-height: 36vh; } .slide details, .slide .middle figcaption strong + * { display: none; }
.slide .middle .card { padding: .25rem 0 .35rem; } .slide .middle .card .value { font-size: 1.15rem; }
@media (max-width: 46rem) {
  .brief main { padding: .8rem 1rem 1.4rem; }
  .brief h1 { font-size: 1.16rem; line-height: 1.25; margin: .3rem 0 .2rem; } .brief h1.long { font-size: 1.02rem; }
  .brief .title { font-size: .82rem; } .brief .range { font-size: .82rem; margin-bottom: .5rem; }
  .answers { grid-template-columns: 1fr; gap: 0; margin-bottom: .6rem; }
  .answers > div { padding: .25rem 0 .3rem; border-top-width: 2px; }
  .answers .value { font-size: 1rem; margin: 0; } .answers dd { font-size: .84rem; line-height: 1.32; }
  .middle, .sheet { grid-template-columns: minmax(0, 1fr); }
  .middle .cards, .middle.alone .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@media print {
  .brief main { padding: 0; max-width: none; } .brief { font-size: 10.5pt; }
  .brief h1 { font-size: 19pt; } .brief h1.long { font-size: 15pt; }
  .answers { grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 0 1.3rem; }
  .middle { grid-template-columns: minmax(0, 1fr) 12rem; } .middle .cards { grid-template-columns: 1fr; }
  .middle.alone { grid-template-columns: minmax(0, 1fr); } .middle.alone .cards { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .sheet { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .second { break-before: page; } .brief section { break-inside: avoid; }
  .brief figure:has(> svg) { display: block; break-inside: avoid; } .brief figure > svg { max-height: 9.5cm; margin: 0 auto; }
  .money figure > svg { max-height: 7cm; } .money { margin-top: .8rem; }
  .brief figure details { display: none; }
}
)css";

}  // namespace payoff
