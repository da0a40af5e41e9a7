"""What the looks are asked of: each worked case in each language, and where the pinned packages lie."""
import contextlib, json, os, pathlib, re, shutil, subprocess, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
CASES = sorted(study.parent.name for study in (ROOT / "datasets").glob("*/study.json"))
LANGUAGES = sorted(words.stem for words in (ROOT / "words").glob("*.json"))
PAGES = ("case-study.html", "summary.html", "evidence.html")
SKIPPED = 77


def package(path):
    """A file of the packages that `./dev looks` installs; None where they are not."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    file = cache / "payoff" / "looks" / "node_modules" / path
    return file if file.exists() else None


def missing(**needed):
    """Says what is not there, if anything; then the test is skipped."""
    absent = [name for name, found in needed.items() if not found]
    if absent:
        print(f"skipped: there is no {', no '.join(absent)}; `./dev looks` installs it")
    return bool(absent)


def run(payoff, study, out):
    subprocess.run([payoff, "run", study, "-o", out, "--quiet"], check=True)
    return out


def in_language(case, language, folder):
    """The study that was written in the language, or a copy of the English one that names it."""
    study = ROOT / "datasets" / case / "study.json"
    written = study.with_stem(f"study_{language}")
    if language == "en":
        return study
    if written.exists():
        return written
    copy = shutil.copytree(study.parent, folder) / "study.json"
    told = json.loads(re.sub(r"(^|\s)//[^\n]*", "", copy.read_text(encoding="utf-8")))
    told.setdefault("report", {})["language"] = language
    copy.write_text(json.dumps(told), encoding="utf-8")
    return copy


@contextlib.contextmanager
def reports(payoff, cases=CASES):
    """{(language, case): the folder of its report}."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        made = {}
        for language in LANGUAGES:
            for case in cases:
                study = in_language(case, language, folder / f"{case}.{language}.study")
                made[language, case] = run(payoff, study, folder / f"{case}.{language}")
        yield made
