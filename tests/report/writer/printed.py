#!/usr/bin/env python3
"""printed.py PAYOFF: are the reports of the worked cases short, whole, and on few pages when printed?

report.md has at most 300 lines, all it links to is there, and nothing else lies beside it; each picture is XML by itself.
Chromium prints the pages of two cases, one primary metric each, on A4 and on Letter: the case study on two pages, the evidence
on at most ten, each with its number, no heading at the foot of one, no picture cut. 77 without Chromium or pdftotext.
"""
import html, pathlib, re, shutil, subprocess, sys, tempfile
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[3]
MOST_LINES = 300
PAGES = {"case-study.html": (2, 2), "summary.html": (1, 1), "evidence.html": (1, 10)}
OUTLINED = "bar-label|bar-value|mark-label|span-label"  # which have an edge, and so are no text in a PDF
PRINTED = ("support_assistant", "service_desk")


def faults_of_text(folder):
    text = (folder / "report.md").read_text(encoding="utf-8")
    if text.count("\n") > MOST_LINES:
        yield f"report.md has {text.count(chr(10))} lines, but must have at most {MOST_LINES}"
    linked = set(re.findall(r"\]\(((?:tables|pictures)/[^)]+)\)", text))
    beside = {f"{kind}/{each.name}" for kind in ("tables", "pictures") for each in (folder / kind).iterdir()}
    for name in sorted(linked ^ beside):
        yield f"{name} is {'not there, but linked' if name in linked else 'there, but not linked'}"
    for picture in (folder / "pictures").iterdir():
        root = xml.etree.ElementTree.parse(picture).getroot()  # throws when it is none
        if root.tag != "{http://www.w3.org/2000/svg}svg" or "var(" in picture.read_text(encoding="utf-8"):
            yield f"{picture.name} needs a page around it"


def plain(text):
    return re.sub(r"\W+", "", html.unescape(re.sub(r"<[^>]*>", "", text)))


def pages(browser, page, paper, folder):
    """The words of each page, printed on this paper, which the reader's printer chooses and the style sheet leaves open."""
    text, made = page.read_text(encoding="utf-8"), folder / "printed.pdf"
    if re.search(r"@page\s*{[^}]*size:", text):
        raise AssertionError(f"{page.name} names a paper")
    printed = page.with_name(f"{paper}-{page.name}")
    printed.write_text(text.replace("</style>", f"@page {{ size: {paper}; }}</style>", 1), encoding="utf-8")
    subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
                    f"--print-to-pdf={made}", "--no-pdf-header-footer", printed.as_uri()], check=True, capture_output=True,
                   timeout=120)
    return subprocess.run(["pdftotext", made, "-"], check=True, capture_output=True, text=True).stdout.split("\f")[:-1]


def faults_of_print(browser, out, name, paper, folder):
    printed = pages(browser, out / name, paper, folder)
    least, most = PAGES[name]
    if not least <= len(printed) <= most:
        yield f"{name} is {len(printed)} pages on {paper}, but must be {least} to {most}"
    source, words = (out / name).read_text(encoding="utf-8"), []
    for number, page in enumerate(printed, 1):
        of = rf"^{number}\s*/\s*{len(printed)}$"
        if most > 1 and not re.search(of, page, re.M):  # a slide has none
            yield f"{name} on {paper}: page {number} has no number"
        words.append(plain(re.sub(of, "", page, flags=re.M)))
    for number, page in enumerate(words, 1):
        for heading in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", source):
            if page.endswith(plain(heading)):
                yield f"{name} on {paper}: '{heading}' stands alone at the foot of page {number}"
    if name == "evidence.html":
        for picture in (out / "pictures").iterdir():
            labels = [plain(text) for kind, text in re.findall(r'<text[^>]*class="([^"]*)"[^>]*>(.*?)</text>',
                                                               picture.read_text(encoding="utf-8"))
                      if not re.search(OUTLINED, kind)]
            if not any(all(label in page for label in labels) for page in words):
                yield f"{name} on {paper}: {picture.name} is cut, or not there"


def main(payoff):
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    browser = browser if shutil.which("pdftotext") else None
    faults = 0
    for study in sorted((ROOT / "datasets").glob("*/study.json")):
        case = study.parent.name
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary)
            subprocess.run([payoff, "run", study, "-o", folder / "out", "--quiet"], check=True)
            found = list(faults_of_text(folder / "out"))
            if browser and case in PRINTED:
                for name in PAGES:
                    for paper in ("A4", "letter"):
                        found += faults_of_print(browser, folder / "out", name, paper, folder)
        for fault in found:
            print(f"{case}: {fault}")
        faults += len(found)
    if faults:
        return 1
    print("printed: all hold" if browser else "printed: no browser to print with; the rest holds")
    return 0 if browser else 77


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
