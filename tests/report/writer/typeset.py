#!/usr/bin/env python3
"""typeset.py PAYOFF: are the three pages PDF of few pages, tagged and by name, and is report.md a DOCX with its charts?

`payoff run --pdf` of the worked cases: the case study on two pages, the summary on one, the evidence on at most ten; title,
language and tags are there, typst says nothing but which fonts are not, the same comes twice. A study in Korean, and one whose
every label is hostile, come out as their own words, as PDF and as DOCX. Without typst the sources are written, and one line says
how to go on. 77 where typst, pandoc or pdfinfo is absent; what is there is tested.
"""
import csv, json, os, pathlib, re, shutil, subprocess, sys, tempfile, zipfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
PAGES = {"case-study": (2, 2), "summary": (1, 1), "evidence": (1, 10)}
HOSTILE = ["<script>alert(1)</script> & \"quoted\" 'too'", "#eval(\"panic()\") $x$ *b* _i_ `c` @ref <lab>", "\u202etxt.exe\u202c turned",
           "x" * 300, "\U0001f984 \U0001f600 emoji", "two\nlines\r\nand \\ a backslash \\u{41}", "](javascript:alert(1)) [a](b)",
           "}); panic(\"out\"); ({", "]) #panic() /* //"]
KOREAN = {"title": "상담 도우미 봄 도입", "question": "도우미가 상담 시간을 줄였는가?", "who": "상담원", "tool": "도우미"}
TOLD = {"language": "ko", "problem": "고객이 답을 네 시간 기다렸습니다.", "rolled_out": "초안을 쓰는 도우미를 두 단계로 들였습니다.",
        "quote": "오후 시간이 돌아왔습니다.", "quote_by": "김하나, 상담원"}


def study_of(folder, words, told, metric, segment):
    """A study of 40 people over 12 weeks, half with the tool from the seventh on, that is written into the folder."""
    folder.mkdir()
    with open(folder / "data.csv", "w", newline="", encoding="utf-8") as file:
        write = csv.writer(file)
        write.writerow(["person", "week", "arm", "since", metric])
        for person in range(40):
            for week in range(12):
                tool = person % 2 == 1
                value = 20 + person % 5 + (week * 7 + person * 3) % 4 / 4 - (4 if tool and week >= 6 else 0)
                day = f"2025-{1 + (6 + 7 * week) // 31:02d}-{1 + (6 + 7 * week) % 31:02d}" if week < 8 else f"2025-03-{3 + 7 * (week - 8):02d}"
                write.writerow([f"p{person}", day, segment, "2025-02-17" if tool else "", value])
    study = {**words, "data": {"files": "data.csv"},
             "columns": {"unit": "person", "time": "week", "period": "week", "segments": ["arm"]},
             "rollout": {"adopted_on": "since"},
             "metrics": [{"name": metric, "kind": "time", "unit": "minutes", "better": "lower", "role": "primary"}],
             "report": told}
    (folder / "study.json").write_text(json.dumps(study), encoding="utf-8")
    return folder / "study.json"


def run(payoff, study, out, *more, **how):
    return subprocess.run([payoff, "run", study, "-o", out, *more], capture_output=True, text=True, check=True, **how)


def text_of(pdf):
    made = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True)
    return made.stdout


def facts_of(pdf):
    made = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True)
    return dict(re.findall(r"^([^:\n]+):\s*(.*)$", made.stdout, re.M))


def faults_of_pdf(folder, title, language):
    for name, (least, most) in PAGES.items():
        pdf = folder / f"{name}.pdf"
        facts = facts_of(pdf)
        if not least <= int(facts["Pages"]) <= most:
            yield f"{name}.pdf has {facts['Pages']} pages, but must have {least} to {most}"
        if facts.get("Tagged") != "yes":
            yield f"{name}.pdf is not tagged"
        if facts.get("Title") != title:
            yield f"{name}.pdf is titled {facts.get('Title')!r}, but must be {title!r}"
        if f"/Lang({language})".encode() not in pdf.read_bytes().replace(b"/Lang (", b"/Lang("):
            yield f"{name}.pdf is not in {language!r}"


def warnings_of(folder):
    """What typst says of the sources, where its module is there: which fonts are not, and no more."""
    try:
        import typst
    except ImportError:
        return
    for name in PAGES:
        for warning in typst.compile_with_warnings((folder / f"{name}.typ").read_bytes(), format="pdf")[1]:
            if "unknown font family" not in str(warning.message):
                yield f"{name}.typ: typst says {warning.message}"


def faults_of_twice(payoff, study, out):
    """Also where somebody left a module of that name in the folder in which payoff is run."""
    before = {path.name: path.read_bytes() for path in out.glob("*.pdf")}
    (study.parent / "typst.py").write_text("raise SystemExit('a stranger was imported')")
    run(payoff, study, out, "--pdf", "--quiet", cwd=study.parent)
    if len(before) != len(PAGES) or any((out / name).read_bytes() != was for name, was in before.items()):
        yield "the second run makes other PDF than the first"


def faults_of_docx(out):
    made = out / "report.docx"
    said = subprocess.run(["pandoc", "report.md", "-o", made], cwd=out, capture_output=True, text=True, check=True)
    charts = list((out / "pictures").glob("*.svg"))
    with zipfile.ZipFile(made) as docx:
        held = [name for name in docx.namelist() if name.startswith("word/media/")]
        rels = docx.read("word/_rels/document.xml.rels").decode()
        text = re.sub(r"<[^>]+>", "", docx.read("word/document.xml").decode())
    if not charts or sum(name.endswith(".svg") for name in held) != len(charts):
        yield f"report.docx holds {len(held)} pictures of {len(charts)}"
    if shutil.which("rsvg-convert") and (said.stderr or sum(name.endswith(".png") for name in held) != len(charts)):
        yield f"report.docx holds no picture that older programs show: {said.stderr[:200]}"
    if "javascript:" in rels:
        yield "report.docx links to a script"
    if not re.search("Grade|등급", text):
        yield "report.docx does not hold the report"


def plain(text):
    return re.sub(r"\s+", "", text)


def faults_of_words(out, wanted):
    said = {name: plain(text_of(out / f"{name}.pdf")) for name in PAGES}
    for words in wanted:
        if plain(words) not in said["case-study"] + said["evidence"]:
            yield f"{words[:60]!r} is not in the PDF"
    links = b"".join((out / f"{name}.pdf").read_bytes() for name in PAGES)
    if b"/URI" in links or b"/JavaScript" in links:
        yield "a label became a link"


def faults_of_absence(payoff, study, folder):
    """No typst, no python: the sources, and how to go on. Not asked: neither, and nothing is said."""
    (folder / "empty").mkdir()
    nothing = {**os.environ, "PATH": str(folder / "empty")}
    for name in PAGES:
        (folder / "without").mkdir(exist_ok=True)
        (folder / "without" / f"{name}.pdf").write_text("of an earlier run")
    said = run(payoff, study, folder / "without", "--pdf", env=nothing)
    names = {path.name for path in (folder / "without").iterdir()}
    if said.stderr.count("\n") != 1 or "pip install typst" not in said.stderr or "typst compile" not in said.stderr:
        yield f"without typst it says {said.stderr!r}"
    if not {f"{name}.typ" for name in PAGES} <= names or any(name.endswith(".pdf") for name in names):
        yield f"without typst it leaves {sorted(names)}"
    said = run(payoff, study, folder / "unasked", env=nothing)
    names = {path.name for path in (folder / "unasked").iterdir()}
    if said.stderr or any(name.endswith((".typ", ".pdf")) for name in names):
        yield f"unasked it leaves {sorted(names)} and says {said.stderr!r}"


def faults_of_program(payoff, study, folder):
    """A program typst is given its source on standard input, goes before the module, and its failure is told."""
    program = folder / "bin" / "typst"
    program.parent.mkdir()
    path = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    program.write_text('#!/bin/sh\necho "%PDF $*"\ncat\n')
    program.chmod(0o755)
    run(payoff, study, folder / "program", "--pdf", "--quiet", env=path)
    made = (folder / "program" / "summary.pdf").read_text(encoding="utf-8")
    if made != "%PDF compile --format pdf --pdf-standard ua-1 - -\n" + (folder / "program" / "summary.typ").read_text(encoding="utf-8"):
        yield "the program is not asked for a PDF of the source"
    program.write_text('#!/bin/sh\necho "error: too old" >&2\nexit 1\n')
    said = subprocess.run([payoff, "run", study, "-o", folder / "failed", "--pdf"], capture_output=True, text=True, env=path)
    if said.returncode != 3 or "case-study.typ: typst refused it: too old;" not in said.stderr:
        yield f"a typst that fails: exit code {said.returncode}, {said.stderr!r}"


def main(payoff):
    payoff = str(pathlib.Path(payoff).resolve())
    has_module = subprocess.run(["python3", "-c", "import typst"], capture_output=True).returncode == 0
    has_typst = all(map(shutil.which, ("pdfinfo", "pdftotext"))) and (has_module or shutil.which("typst"))
    has_pandoc = shutil.which("pandoc")
    found = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        studies = {study.parent.name: (study, None) for study in sorted((ROOT / "datasets").glob("*/study.json"))}
        korean = study_of(folder / "korean", KOREAN, TOLD, "처리 시간", "신규")
        told = dict(zip(("problem", "rolled_out", "quote", "quote_by"), HOSTILE[2:6]))
        words = dict(zip(("title", "question", "who", "tool"), HOSTILE[:2] + HOSTILE[6:8]))
        hostile = study_of(folder / "hostile", words, told, HOSTILE[8], HOSTILE[5])
        studies["korean"] = (korean, [KOREAN["title"], KOREAN["question"], *list(TOLD.values())[1:], "처리 시간", "다음 할 일"])
        studies["hostile"] = (hostile, [HOSTILE[0], HOSTILE[1], "emoji", HOSTILE[6], HOSTILE[7], "\ufffdtxt.exe\ufffd turned", "x" * 200])
        for case, (study, wanted) in studies.items():
            out = folder / f"{case}-out"
            title = json.loads(re.sub(r"^\s*//.*$|\s// .*$", "", study.read_text(encoding="utf-8"), flags=re.M))["title"]
            said = run(payoff, study, out, *(("--pdf",) if has_typst else ()))
            faults = [f"it says {said.stderr!r}"] if said.stderr else []
            if has_typst:
                faults += [*faults_of_pdf(out, title, "ko" if case == "korean" else "en"), *warnings_of(out), *faults_of_words(out, wanted or [title])]
            if has_pandoc:
                faults += faults_of_docx(out)
            found += [f"{case}: {fault}" for fault in faults]
        if has_typst:
            found += faults_of_twice(payoff, korean, folder / "korean-out")
        found += [*faults_of_absence(payoff, korean, folder), *faults_of_program(payoff, korean, folder)]
    print(*found, sep="\n", end="\n" if found else "")
    if found:
        return 1
    absent = [name for name, there in (("typst", has_typst), ("pandoc", has_pandoc)) if not there]
    print("typeset: " + (f"{' and '.join(absent)} not there; the rest holds" if absent else "all hold"))
    return 77 if absent else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
