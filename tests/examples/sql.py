#!/usr/bin/env python3
"""sql.py PAYOFF: does the dashboard of examples/sql show what `payoff export` wrote?

Exports the worked cases as SQLite, and one whose texts are markup; serves them by Datasette, and asks Chromium: each title,
grade and headline as it stands in the database, every effect, both pictures, no markup of others, nothing of the network.
77 without the packages.
"""
import json, os, pathlib, shutil, socket, sqlite3, subprocess, sys, tempfile, time, urllib.request

import pages

DATASETTE = pages.PYTHON.with_name("datasette")
EXAMPLE = pages.ROOT / "examples/sql"
HOSTILE = "<img src=x onerror=console.error(1)> & <b>Acme</b>; O'Hara"
READY = "document.querySelectorAll('tbody tr').length > 2 && document.querySelectorAll('.dashboard-card .marks').length === 2"


def hostile_study(folder):
    shutil.copytree(pages.ROOT / "datasets/idle_tool", folder)
    study = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    study |= {"title": HOSTILE, "tool": HOSTILE, "who": HOSTILE}
    (folder / "study.json").write_text(json.dumps(study), encoding="utf-8")
    return folder / "study.json"


def exported(payoff, folder):
    """The database of all worked cases and the hostile one."""
    cases = [pages.ROOT / "datasets" / case / "study.json" for case in pages.studies.CASES]
    subprocess.run([payoff, "run", *cases, "-o", folder / "reports", "--quiet"], check=True)
    subprocess.run([payoff, "run", hostile_study(folder / "hostile"), "-o", folder / "reports/hostile", "--quiet"], check=True)
    driver = subprocess.run([pages.PYTHON, "-c", "import adbc_driver_sqlite as a; print(a._driver_path())"], check=True,
                            capture_output=True, text=True).stdout.strip()
    subprocess.run([payoff, "export", folder / "reports", "--to", driver, "--option", f"uri={folder}/reports.db", "--quiet"],
                   check=True)
    return folder / "reports.db"


class Dashboard:
    """Datasette, for as long as this lives."""

    def __init__(self, database):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/-/dashboards/payoff"
        self.process = subprocess.Popen([DATASETTE, "-i", database, "--metadata", EXAMPLE / "metadata.yaml", "-p", str(port)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        for _ in range(300):
            try:
                urllib.request.urlopen(self.url).close()
                return self.url
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("Datasette does not answer")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def cells(page, card):
    return page.evaluate(f"[...document.querySelectorAll('#card-{card} tbody tr')].map(row => "
                         "[...row.cells].map(cell => cell.textContent))")


def question_of(database, study=None):
    ask = sqlite3.connect(database)
    where, given = ("AND study = ?", (study,)) if study else ("", ())

    def question(page):
        expected = ask.execute("SELECT title, grade, headline, npv_p50 IS NULL FROM payoff_studies WHERE TRUE "
                               f"{where} ORDER BY grade, title", given).fetchall()
        found = [(title, grade, said, worth == "no figure claimed") for title, grade, said, worth, _ in cells(page, "studies")]
        if found != [(*each[:3], bool(each[3])) for each in expected]:
            yield f"says {found}, but must say {expected}"
        effects = ask.execute(f"SELECT count(*) FROM payoff_effects WHERE event_time IS NULL {where}", given).fetchone()[0]
        shown = cells(page, "effects")
        if len(shown) != effects or not all(" to " in row[6] for row in shown if not row[9]):
            yield f"shows {shown}, but must show {effects} effects with their intervals"
        if page.evaluate("document.querySelectorAll('td img, td b').length"):
            yield "takes the texts of others for markup"
    return question


def faults_of(browser, url, question):
    """Of what is said and asked for; what the console hears of Vega-Lite is the plugin's."""
    with browser.page(pages.Address(url)) as page:
        if not page.evaluate(pages.UNTIL % READY):
            yield "is not ready: " + page.evaluate("document.body.innerText.slice(0, 300)")
        yield from question(page)
        yield from (each for each in pages.complaints(page, "/".join(url.split("/")[:3])) if "consoleAPICalled" not in each)


def main(payoff):
    if pages.missing(Chromium=pages.devtools.chromium(), Datasette=DATASETTE):
        return pages.SKIPPED
    faults = []
    with tempfile.TemporaryDirectory() as folder, pages.devtools.Browser() as browser:
        database = exported(os.path.abspath(payoff), pathlib.Path(folder))
        with Dashboard(database) as url:
            faults += faults_of(browser, url, question_of(database))
            for study in ("service_desk", "hostile"):
                faults += faults_of(browser, f"{url}?study={study}", question_of(database, study))
    print(*faults, f"sql: {len(faults)} faults", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
