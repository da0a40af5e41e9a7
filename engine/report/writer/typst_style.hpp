// How the Typst sources look: functions that stand at the head of each, for whoever wants them to look otherwise.
#pragma once

#include <string_view>

namespace payoff {

inline constexpr std::string_view typst_note =
    "// For Typst 0.14 or later: typst compile FILE.typ. Paper, fonts and colours first, then how each part looks, "
    "then the\n"
    "// pictures, then the words. Of fonts that are not there Typst warns, and takes the next.\n";

inline constexpr std::string_view typst_functions = R"typ(
// Long words may be broken anywhere, Korean ones of a usual length not at all.
#let broken(word) = word.text.matches(regex("[^/_]{1,4}[/_]?|[/_]")).map(part => part.text).join(h(.01pt))
#let whole(word) = if word.text.clusters().len() <= 16 { box(word) } else { word }

#let look(size: 10pt, numbered: true, ..of-page, body) = {
  set document(title: title, date: none)
  set page(
    paper: paper,
    margin: (x: 15mm, top: 14mm, bottom: 16mm),
    footer: if numbered {
      align(right, text(8pt, fill: colour.soft, context counter(page).display("1 / 1", both: true)))
    },
    ..of-page,
  )
  set text(lang: language, font: fonts, size: size, fill: colour.ink)
  set par(leading: .6em, spacing: .8em)
  set list(body-indent: .5em, spacing: .7em)
  set table(stroke: none, align: left + top)
  show heading: set block(above: 0pt, below: 0pt)
  show heading: set par(leading: .5em)
  show heading.where(level: 1): set text(size: 1em / 1.4)  // as large as the text around it, whatever Typst makes of it
  show heading.where(level: 2): set text(size: 1em / 1.2)
  show regex("\S{21,}"): broken
  show regex("\S*\p{Hangul}\S*"): whole
  body
}

#let small(body, size: .9em, ..more) = text(size: size, fill: colour.soft, ..more, body)
#let ruled(body, stroke: .6pt + colour.rule) = block(
  width: 100%, above: 0pt, below: 0pt, inset: (top: .6em), stroke: (top: stroke), body,
)
#let paragraph(words) = par(words)
#let items(..each) = list(..each.pos())
#let title-size(words) = if words.clusters().len() > 100 { 1.5em } else { 1.8em }
#let opening(title: "", question: "", headline: "", rest: "") = ruled(stroke: 2.5pt + colour.treated)[
  #block(below: 1.2em, small[
    #text(fill: colour.ink, weight: 700, title)#if question != "" [ · #question]
  ])
  #block(below: 1em, text(size: title-size(headline), heading(level: 1, headline)))
  #if rest != "" { block(small(rest.trim())) }
]
#let card(label, value, note, stroke, size) = ruled(stroke: stroke)[
  #block(below: .75em, small(size: .82em, weight: 700, label))
  #if value != "" { block(below: .8em, text(size: size, weight: 700, par(leading: .45em, value))) }
  #block(small(size: .88em, par(leading: .5em, note)))
]
#let legend(title, caption) = {
  block(above: 0pt, below: .7em, text(weight: 700, par(leading: .5em, title)))
  block(above: 0pt, below: .9em, small(size: .88em, par(leading: .5em, caption)))
}
// letters: how large those of the picture are, of which 640 are its width.
#let picture(svg, alt, letters, most) = layout(room => {
  let style = picture-style + "svg text { font-size: " + str(letters) + "px; }"
  let bytes = bytes(svg.replace("<style></style>", "<style>" + style + "</style>"))
  let drawn(..size) = image(bytes, format: "svg", alt: alt, ..size)
  if measure(drawn(width: room.width)).height > most { drawn(height: most) } else { drawn(width: room.width) }
})
#let imprint(words) = {
  v(1fr)
  small(size: .8em, words)
}
)typ";

// Of case-study.typ and summary.typ.
inline constexpr std::string_view typst_brief_functions = R"typ(
#let slide = look.with(size: 14.5pt, numbered: false, width: 33.867cm, height: 19.05cm, margin: (x: 1.6cm, y: 1.3cm))
// Smaller, until it is one page.
#let one-page(body) = layout(room => {
  let sized(scale) = text(size: scale * 1em, body)
  let scale = range(0, 11).map(step => 1 - step / 20).find(
    scale => measure(width: room.width, sized(scale)).height <= room.height,
  )
  sized(if scale == none { .45 } else { scale })
})
#let answers(..each) = {
  let cells = each.pos().zip((colour.treated, colour.treated, colour.mark, colour.ink))
  block(above: 1.5em, below: 1.7em, grid(
    columns: (1fr,) * cells.len(),
    column-gutter: 1.3em,
    ..cells.map(((words, line)) => card(..words, 2pt + line, 1.16em)),
  ))
}
#let figures(..each, columns: 4) = block(above: 1.4em, grid(
  columns: (1fr,) * columns,
  gutter: 1.3em,
  ..each.pos().map(words => card(..words, .6pt + colour.rule, 1.35em)),
))
#let section(title, ..blocks) = ruled[
  #block(below: .9em, text(size: 1.1em, heading(level: 2, title)))
  #blocks.pos().join()
]
#let sheet(..sections) = grid(columns: (1fr, 1fr), column-gutter: 2em, row-gutter: 1.5em, ..sections)
#let plot(svg, title: "", caption: "", alt: "", letters: 12.5, most: 9.5cm) = {
  legend(title, caption)
  picture(svg, alt, letters, most)
}
#let half = plot.with(letters: 16)
#let low = plot.with(letters: 11.5, most: 7.3cm)
#let beside(picture, ..each) = grid(columns: (1fr, 21%), column-gutter: 2em, picture, figures(columns: 1, ..each))
#let money(..plots) = block(above: 2em, grid(columns: (1fr, 1fr), column-gutter: 2em, ..plots))
#let quotation(words, by) = block(above: 2em, stroke: (left: 3pt + colour.rule), inset: (left: 1em, y: .4em))[
  #text(size: 1.1em, par(words))
  #small(by)
]
)typ";

inline constexpr std::string_view typst_evidence_functions = R"typ(
#let evidence = look.with(size: 8.6pt)
#let guide(words) = block(above: .9em, below: .9em, small(words))
#let file-line(words) = guide(words)
#let listing(words) = raw(words, block: true)
#let badge(label, letter, meaning) = block(
  width: 100%, fill: colour.tint, stroke: (left: 3pt + colour.treated), inset: (x: 1em, y: .9em),
)[
  #block(below: 1em, small(size: .85em, weight: 700, label))
  #block(below: 1em, text(size: 2.7em, weight: 700, fill: colour.treated, letter))
  #block(below: 1.2em, par(leading: .55em, meaning))
  #grid(columns: (1fr,) * 5, gutter: .3em, ..("A", "B", "C", "D", "E").map(each => {
    let here = each == letter
    let line = 2pt + if here { colour.treated } else { colour.rule }
    block(width: 100%, stroke: (top: line), inset: (top: .4em), align(center, if here { strong(each) } else { small(each) }))
  }))
]
#let claims(badge, ..each) = {
  let cells = each.pos().map(((kind, words, warns)) => ruled(grid(
    columns: (5.5em, 1fr),
    small(weight: 700, fill: if warns { colour.mark } else { colour.soft }, kind), words,
  )))
  block(above: 1.3em, below: 1.3em, grid(columns: (1fr, 14em), column-gutter: 1.6em, stack(spacing: .6em, ..cells), badge))
}
#let figures(..each) = grid(
  columns: (1fr,) * 3,
  column-gutter: 1.6em,
  row-gutter: 1em,
  ..each.pos().map(words => card(..words, 1pt + colour.ink, 1.3em)),
)
#let section(title) = block(above: 1.5em, below: .9em, sticky: true, ruled(text(size: 1.3em, heading(level: 2, title))))
#let subheading(title) = block(above: 1.3em, below: .8em, sticky: true, text(size: 1.05em, heading(level: 3, title)))
// A table stays on one page where it can.
#let together(body) = layout(room => block(
  breakable: measure(width: room.width, body).height > 14cm, above: 1.1em, below: 1.1em, width: 100%, body,
))
#let rows(caption, columns: (), numeric: (), header, ..each) = together({
  set text(size: .88em)
  set par(leading: .45em)
  block(below: .5em, sticky: true, small(size: 1em, caption))
  table(
    columns: columns,
    inset: (x, y) => (left: 0pt, right: if x + 1 < columns.len() { 1em } else { 0pt }, y: .35em),
    align: (x, y) => (if numeric.at(x) { right } else { left }) + if y == 0 { bottom } else { top },
    stroke: (x, y) => (bottom: if y == 0 { 1pt + colour.ink } else { .5pt + colour.rule }),
    table.header(..header.map(words => strong(words))),
    ..each.pos().map(cells => (text(weight: 600, cells.first()), ..cells.slice(1))).flatten(),
  )
})
#let plot(svg, title: "", caption: "", alt: "", beside: none, below: none) = {
  block(breakable: false, above: 1.3em, below: 1.3em, grid(
    columns: (9.8cm, 1fr),
    column-gutter: 6mm,
    picture(svg, alt, 14.5, 21cm),
    { legend(title, caption); beside },
  ))
  below
}
)typ";

}  // namespace payoff
