#!/usr/bin/env python3
"""hostile.py PAYOFF: is a report of hostile labels built as one of tame labels is?

The same study twice, every label and name of it hostile, then tame. In Chromium each page must have as many elements and
attributes of each name, run nothing, ask the network for nothing, link to no script and be no wider than a phone;
report.md likewise, as markdown-it renders it with HTML allowed and bare addresses made links. 77 where one is not there.
"""
import csv, json, pathlib, re, sys, tempfile

import devtools, studies

LABELS = {"markup": "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>&lt;&amp;amp;</svg></style></title>-->",
          "markdown": "](javascript:alert(1)) [x](javascript:alert(1)) ![x](http://x.invalid/x.png) | a | b | `c` **d** <i>e</i>",
          "reversed": "\u202eevil\u2066 \u05d0\u05d1\u05d2 https://x.invalid/x www.example.com WwW.example.com a@example.com",
          "long": "Wort" * 75, "emoji": "👩🏽‍💻🏴‍☠️ é ñ 漢字", "lines": "# one\n\n- two\r\n\t> three\n---\n| four |\n```\nfive"}
COUNTS = """(() => {
  const counts = {};
  for (const each of document.querySelectorAll('*'))
    for (const name of [each.tagName, ...each.getAttributeNames().map(name => '@' + name)])
      if (name !== '@class') counts[name] = (counts[name] ?? 0) + 1;  // a long label has one that sets it smaller
  return counts;
})()"""
TARGETS = "[...document.querySelectorAll('[href], [src]')].map(each => each.getAttribute('href') ?? each.getAttribute('src'))"
RENDER = """(text => {
  document.body.innerHTML = '';
  const shown = new DOMParser().parseFromString(markdownit({html: true, linkify: true}).render(text), 'text/html');
  document.body.append(...shown.body.childNodes);
})"""
HARMLESS = re.compile(r"#[a-z_-]+|data:text/csv;[^\"<> ]*|(tables|pictures)/[A-Za-z0-9_]+\.(csv|svg)")


def study_of(folder, hostile, language):
    """The support assistant with all that anyone may write replaced; a tame word has no meaning in any format."""
    folder.mkdir()
    label = lambda kind: LABELS[kind] if hostile else kind
    name = f"data {label('markdown').replace('/', ' ')}.csv" if hostile else "data tame.csv"
    with open(studies.ROOT / "datasets/support_assistant/data.csv", newline="", encoding="utf-8") as source, \
            open(folder / name, "w", newline="", encoding="utf-8") as copy:
        rows, written = csv.DictReader(source), csv.writer(copy)
        written.writerow(rows.fieldnames)
        for row in rows:
            row["agent_id"] += label("markup")
            row["team"] += label("lines")
            row["tenure"] += label("markdown")
            written.writerow(row.values())
    study = {
        "title": label("long"), "question": label("markup"), "who": label("reversed"), "tool": label("markdown"),
        "data": {"files": "data*.csv"},
        "columns": {"unit": "agent_id", "time": "week", "period": "week", "cluster": "team", "segments": ["tenure"]},
        "rollout": {"adopted_on": "assistant_since"},
        "metrics": [{"name": "handle_minutes", "label": label("lines"), "per_label": label("markup"), "kind": "time",
                     "unit": "minutes", "better": "lower", "per": "tickets", "role": "primary"},
                    {"name": "csat", "label": label("markdown"), "kind": "score", "unit": label("emoji"), "role": "guardrail"}],
        "money": {"currency": "USD", "hourly_cost": 48, "people": 420, "realized_share": {"low": 0.3, "mode": 0.5, "high": 0.7},
                  "costs": [{"name": label("markdown"), "per_person_month": 60}, {"name": label("reversed"), "once": 150000}]},
        "disclosure": {"run_by": label("markup"), "commissioned_by": label("emoji")},
        "report": {"problem": label("lines"), "rolled_out": label("long"), "quote": label("markdown"),
                   "quote_by": label("reversed")}}
    if language != "en":
        study["report"]["language"] = language
    (folder / "study.json").write_text(json.dumps(study), encoding="utf-8")
    return folder / "study.json"


def differences(tame, hostile):
    for name in sorted(tame.keys() | hostile.keys()):
        if tame.get(name, 0) != hostile.get(name, 0):
            yield f"{name} {hostile.get(name, 0)} times, but {tame.get(name, 0)} with tame labels"


def harms(page):
    yield from page.complaints()
    for target in page.evaluate(TARGETS):
        if not HARMLESS.fullmatch(target):
            yield f"leads to {target[:80]}"


def faults_of_page(browser, name, tame, hostile):
    with browser.page(tame / name) as page:
        expected = page.evaluate(COUNTS)
    with browser.page(hostile / name, width=390, height=844) as page:
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        found = page.evaluate(COUNTS)
        wide = page.evaluate("document.documentElement.scrollWidth")
        yield from harms(page)
    expected.pop("@open", None), found.pop("@open", None)
    yield from differences(expected, found)
    if wide > 390:
        yield f"is {wide} wide on a phone"


def faults_of_markdown(browser, renderer, tame, hostile, blank):
    counts = []
    for folder in (tame, hostile):
        with browser.page(blank) as page:
            page.evaluate(renderer)
            page.evaluate(f"{RENDER}({json.dumps((folder / 'report.md').read_text(encoding='utf-8'))})")
            counts.append(page.evaluate(COUNTS))
            # The pictures beside the text are meant to be asked for; this page has none beside it.
            yield from (fault for fault in harms(page) if "/pictures/" not in fault and "ERR_FILE_NOT_FOUND" not in fault)
    yield from differences(*counts)
    for named in ("TABLE", "IMG", "A", "LI", "H2"):
        if not counts[0].get(named):
            yield f"rendered without any {named}"


def main(payoff):
    renderer = studies.package("markdown-it/dist/markdown-it.min.js")
    if studies.missing(Chromium=devtools.chromium(), renderer=renderer):
        return studies.SKIPPED
    faults = 0
    with tempfile.TemporaryDirectory() as temporary, devtools.Browser() as browser:
        blank = pathlib.Path(temporary) / "blank.html"
        blank.write_text("<!DOCTYPE html><title>blank</title>", encoding="utf-8")
        for language in studies.LANGUAGES:
            tame, hostile = (studies.run(payoff, study_of(pathlib.Path(temporary) / f"{language}{kind}", kind, language),
                                         pathlib.Path(temporary) / f"{language}{kind}.out") for kind in (False, True))
            found = {name: list(faults_of_page(browser, name, tame, hostile)) for name in studies.PAGES}
            found["report.md"] = list(faults_of_markdown(browser, renderer.read_text(encoding="utf-8"), tame, hostile, blank))
            for name, each in ((name, each) for name, all_of_it in found.items() for each in all_of_it):
                faults += 1
                print(f"{language}, {name}: {each}")
    print(f"hostile: {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
