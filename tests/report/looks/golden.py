#!/usr/bin/env python3
"""golden.py PAYOFF [renew]: is what the reports say, and how they look, what was last looked at and kept?

tests/report/golden/LANGUAGE/ holds of every worked case the words of its case study, of one the words of all that is
written, and pictures of four views, drawn in typefaces that are the same on every machine. `renew` writes them
anew: look at what git says has changed, words and pictures. Without Chromium or a typeface the words alone are
compared, and 77. What differs is left in build/looks.
"""
import base64, difflib, html.parser, json, re, sys, zipfile
import xml.etree.ElementTree

import devtools, studies

GOLDEN, BUILD = studies.ROOT / "tests/report/golden", studies.ROOT / "build/looks"
WHOLE = "service_desk"  # all formats
LATIN = "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"
TYPEFACES = {"en": [LATIN], "ko": [LATIN, "@fontsource/nanum-gothic/files/nanum-gothic-korean-400-normal.woff2"]}
DESK, PHONE, SLIDE, PAPER = (dict(width=width, height=height, scale=scale)
                             for width, height, scale in ((1280, 900, .5), (390, 844, 1), (1280, 720, .5), (688, 1000, .75)))
VIEWS = {"desk": ("support_assistant", "case-study.html", DESK),
         "dark_phone": ("agents", "case-study.html", PHONE | {"dark": True}),
         "slide": ("storefront_recommender", "summary.html", SLIDE),
         "evidence": ("service_desk", "evidence.html", DESK)}
# A pixel differs by more than a rounding of its edges does; of that many it is another look.
DIFFER = """((one, other) => Promise.all([one, other].map(async bytes => {
  const picture = await createImageBitmap(await (await fetch('data:image/webp;base64,' + bytes)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  canvas.drawImage(picture, 0, 0);
  return canvas.getImageData(0, 0, picture.width, picture.height);
})).then(([a, b]) => {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let differ = 0;
  for (let i = 0; i < a.data.length; i += 4)
    differ += [0, 1, 2].some(k => Math.abs(a.data[i + k] - b.data[i + k]) > 32);
  return differ / (a.width * a.height);
}))"""
MOST_DIFFERING = 0.002


class Words(html.parser.HTMLParser):
    """The words of a page, a line for each block."""

    HIDDEN, BLOCKS = {"style", "desc"}, set("p h1 h2 h3 dt dd li caption tr summary figcaption text title pre footer".split())

    def __init__(self, page):
        super().__init__()
        self.lines, self.line, self.hidden = [], "", 0
        self.feed(page)

    def handle_starttag(self, tag, _):
        self.hidden += tag in self.HIDDEN
        self.line += " | " if tag in ("td", "th") and self.line.strip() else ""

    def handle_endtag(self, tag):
        self.hidden -= tag in self.HIDDEN
        if tag in self.BLOCKS and self.line.strip():
            self.lines.append(re.sub(r"\s+", " ", self.line).strip())
            self.line = ""

    def handle_data(self, data):
        self.line += "" if self.hidden else data


def words_of(file):
    return "\n".join(Words(file.read_text(encoding="utf-8")).lines) + "\n"


def keys_of(value, path=""):
    """Where in results.json there is what: numbers have tests of their own."""
    if isinstance(value, dict):
        return {each for key, inner in value.items() for each in keys_of(inner, f"{path}.{key}" if path else key)}
    if isinstance(value, list):
        return {each for inner in value for each in keys_of(inner, path + "[]")}
    return {path}


def sheets_of(file):
    """The words of a workbook, in their order."""
    with zipfile.ZipFile(file) as book:
        root = xml.etree.ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    return "\n".join("".join(item.itertext()) for item in root) + "\n"


def texts_of(reports, language):
    """{name of the golden file: its text}."""
    whole = reports[language, WHOLE]
    texts = {f"{case}.txt": words_of(folder / "case-study.html")
             for (spoken, case), folder in reports.items() if spoken == language}
    texts["whole/evidence.txt"] = re.sub(r"'/[^']*/", "'", words_of(whole / "evidence.html"))  # where this run's data lay
    texts["whole/summary.txt"] = words_of(whole / "summary.html")
    texts["whole/report.md"] = (whole / "report.md").read_text(encoding="utf-8")
    texts["whole/model.txt"] = sheets_of(whole / "model.xlsx")
    keys = keys_of(json.loads((whole / "results.json").read_text(encoding="utf-8")))
    texts["whole/results.txt"] = "\n".join(sorted(keys)) + "\n"
    return texts


def style_of(language):
    """The typefaces within the page, as nothing may be fetched; nothing where one is not installed."""
    files = [studies.package(name) for name in TYPEFACES.get(language, [])]
    if not files or None in files:
        return None
    faces = [f"@font-face {{ font-family: Golden{i}; {'font-weight: 100 900; ' if 'wght' in file.name else ''}"
             f"src: url(data:font/woff2;base64,{base64.b64encode(file.read_bytes()).decode()}); }}"
             for i, file in enumerate(files)]
    families = ", ".join(f"Golden{i}" for i in range(len(files)))
    return " ".join(faces) + f" html:lang({language}) body {{ font-family: {families}; }}"


def pictures_of(browser, reports, language, style):
    for name, (case, page, view) in VIEWS.items():
        with browser.page(reports[language, case] / page, style=style, **view) as shown:
            if shown.evaluate("[...document.fonts].some(face => face.status !== 'loaded')"):
                raise RuntimeError("the typeface of the pictures was not loaded")
            yield f"{name}.webp", shown.picture("webp", quality=70)


def words_differ(name, kept, text):
    lines = list(difflib.unified_diff(kept.splitlines(), text.splitlines(), "kept", "now", lineterm="", n=0))
    if lines:
        print(f"{name}: {len(lines) - 2} lines of difference", *(line[:200] for line in lines[2:12]), sep="\n  ")
    return bool(lines)


def picture_differs(browser, name, kept, picture):
    blank = f"data:text/html,<title>{name}</title>"
    with browser.page(type("Blank", (), {"as_uri": lambda self: blank})()) as page:
        share = page.evaluate(f"{DIFFER}('{base64.b64encode(kept).decode()}', '{base64.b64encode(picture).decode()}')")
    if share > MOST_DIFFERING:
        print(f"{name}: {100 * share:.1f}% of it looks different, see {BUILD / name}")
    return share > MOST_DIFFERING


def keep(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def differs(browser, name, content):
    file = GOLDEN / name
    if not file.exists():
        print(f"{name} is not kept; if it is as it should be: ./dev looks renew")
    elif isinstance(content, bytes) and not picture_differs(browser, name, file.read_bytes(), content):
        return False
    elif isinstance(content, str) and not words_differ(name, file.read_text(encoding="utf-8"), content):
        return False
    keep(BUILD / name, content)
    return True


def main(payoff, renew=""):
    drawn, different, compared = True, 0, 0
    with studies.reports(payoff) as reports, devtools.Browser() if devtools.chromium() else open("/dev/null") as browser:
        for language in studies.LANGUAGES:
            made = texts_of(reports, language)
            style = style_of(language)
            drawn = drawn and bool(style and devtools.chromium())
            made |= dict(pictures_of(browser, reports, language, style)) if drawn else {}
            for name, content in made.items():
                compared += 1
                if renew:
                    keep(GOLDEN / language / name, content)
                else:
                    different += differs(browser, f"{language}/{name}", content)
    print(f"golden: {compared} {'kept' if renew else 'compared'}, {different} differ" + ("" if drawn else "; no pictures"))
    if different:
        print("if they are as they should be: ./dev looks renew")
    return 1 if different or not compared else 0 if drawn else studies.SKIPPED


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
