#!/usr/bin/env python3
"""printed.py PAYOFF: are the reports of the worked cases short, whole, and on few pages when printed?

report.md has at most 300 lines, all it links to is there, and nothing else lies beside it; each picture is XML by itself.
Chromium prints evidence.html of two cases, one primary metric each, on at most ten pages; 77 where there is none.
"""
import pathlib, re, shutil, subprocess, sys, tempfile
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[3]
MOST_LINES, MOST_PAGES = 300, 10
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


def pages(browser, page, folder):
    made = folder / "printed.pdf"
    subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
                    f"--print-to-pdf={made}", page.as_uri()], check=True, capture_output=True, timeout=120)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", made.read_bytes()))


def main(payoff):
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    faults = 0
    for study in sorted((ROOT / "datasets").glob("*/study.json")):
        case = study.parent.name
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary)
            subprocess.run([payoff, "run", study, "-o", folder / "out", "--quiet"], check=True)
            found = list(faults_of_text(folder / "out"))
            if browser and case in PRINTED:
                printed = pages(browser, folder / "out" / "evidence.html", folder)
                if not 1 <= printed <= MOST_PAGES:
                    found.append(f"evidence.html is {printed} pages, but must be at most {MOST_PAGES}")
        for fault in found:
            print(f"{case}: {fault}")
        faults += len(found)
    if faults:
        return 1
    print("printed: all hold" if browser else "printed: no browser to print with; the rest holds")
    return 0 if browser else 77


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
