#!/usr/bin/env python3
"""homes.py PAYOFF: do the same data give the same results, wherever they live?

Each worked case is run on its CSV files, and again with the same tables as Parquet files, in a DuckDB file, and in a
PostgreSQL server of the test's own: effects, money, grade and sentences must agree to the 12 digits that are written, the last of which may be the
next one.
A home that is not to be had here is left out and named; 77 where none is. Prints what differs, and last how much held.
"""
import csv, glob, json, math, os, pathlib, random, re, shutil, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/tools"))
import postgresql

try:
    import duckdb
except ImportError:
    print("skipped: there is no duckdb module; ./dev test installs it")
    sys.exit(77)

DIGITS, NOISE = 12, 1e-15  # what is left of numbers that cancel
COMPARED = ("effects", "appraisal", "verdict", "claims", "recommendation", "trends")
SQL_TYPES = {"BIGINT": "bigint", "DOUBLE": "double precision", "DATE": "date", "TIMESTAMP": "timestamp", "BOOLEAN": "boolean"}


def read_study(path):
    text = re.sub(r'("(?:[^"\\]|\\.)*")|//[^\n]*', lambda found: found.group(1) or "", path.read_text())
    return json.loads(text)


def tables_of(study):
    """The rows and what they look up, each with the part of the study that names its file."""
    return [study["data"]] + study["data"].get("join", [])


READ = "read_csv('{}', auto_type_candidates = ['BIGINT', 'DOUBLE', 'DATE', 'TIMESTAMP', 'VARCHAR'])"  # yes is no boolean


class Parquet:
    name = "Parquet"

    def move(self, connection, table, file, place):
        connection.execute(f"COPY (SELECT * FROM {READ.format(file)}) TO '{place}/{table}.parquet'")
        return {"files": f"{table}.parquet"}, {}


class DuckDB:
    name = "a DuckDB file"

    def move(self, connection, table, file, place):
        with duckdb.connect(f"{place}/home.duckdb") as home:
            home.execute(f"CREATE TABLE {table} AS SELECT * FROM {READ.format(file)}")
        library = next(iter(glob.glob(str(pathlib.Path(sys.argv[1]).resolve().parent / "lib/payoff/libduckdb.so"))))
        return {"table": table}, {"driver": library, "driver_options": {"entrypoint": "duckdb_adbc_init", "path": f"{place}/home.duckdb"}}


class PostgreSQL:
    name = "PostgreSQL"

    def __init__(self, server):
        self.server = server

    def move(self, connection, table, file, place):
        columns = connection.execute(f"DESCRIBE SELECT * FROM {READ.format(file)}").fetchall()
        types = ", ".join('"{}" {}'.format(column[0].replace('"', '""'), SQL_TYPES.get(column[1], "text")) for column in columns)
        self.server.ask(f"DROP TABLE IF EXISTS {table}; CREATE TABLE {table} ({types})")
        shutil.copy(file, f"{self.server.folder}/{table}.csv")
        os.chmod(f"{self.server.folder}/{table}.csv", 0o644)
        self.server.ask(f"COPY {table} FROM '{self.server.folder}/{table}.csv' WITH (FORMAT csv, HEADER true)")
        uri = self.server.uri().removeprefix("uri=")
        return {"table": table}, {"driver": str(postgresql.DRIVER), "driver_options": {"uri": uri}}


def results_of(command, study, place):
    (place / "study.json").write_text(json.dumps(study))
    run = subprocess.run([*command, "run", place / "study.json", "-o", place / "report", "--quiet"], capture_output=True, text=True)
    if run.returncode not in (0, 5):
        return run.stderr.strip()
    results = json.loads((place / "report/results.json").read_text())
    return {key: results.get(key) for key in COMPARED}


def moved(case, home, connection, place):
    study = read_study(case / "study.json")
    for extra in case.glob("*.csv"):  # bills stay where they were
        shutil.copy(extra, place)
    for i, table in enumerate(tables_of(study)):
        where, driver = home.move(connection, f"{case.name}_{i}", case / table.pop("files"), place)
        table.update(where)
        if i == 0:
            table.update(driver)
    return study


def differences(a, b, where=""):
    if isinstance(a, dict) and isinstance(b, dict):
        for key in a.keys() | b.keys():
            yield from differences(a.get(key), b.get(key), f"{where}/{key}")
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for i, (x, y) in enumerate(zip(a, b)):
            yield from differences(x, y, f"{where}/{i}")
    elif isinstance(a, float) and isinstance(b, (int, float)) or isinstance(b, float) and isinstance(a, (int, float)):
        size = max(abs(a), abs(b))
        last_digit = 10 ** (math.floor(math.log10(size)) - DIGITS + 1) if size > 0 else 0
        if abs(a - b) > 1.001 * last_digit + NOISE:
            yield f"{where}: {a} and {b}"
    elif a != b:
        yield f"{where}: {b!r}, but expected {a!r}"


def hostile_case(folder):
    """Labels and names that are marks of some SQL; labels that one database may take for another."""
    draw = random.Random(7)
    marks = ["'", '"', "\\", "`", "\\'", "''", "--", "/*", "%", "{}", "\\n", "한글", "é", ";", "$1"]
    unit, minutes, team = 'ag"ent `1`', "min'utes \\ of %", "te am"
    treated = "new'\\ \"tool\""
    people = [f"{a}{b}{i % 3}" for i, (a, b) in enumerate((a, b) for a in marks for b in marks[:8])] + ["x", "X"]
    with (folder / "data.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([unit, "week", "arm", team, minutes])
        for i, person in enumerate(people):
            for week in ("2024-12-30", "2025-01-06", "2025-01-13", "2025-01-20"):
                rows.writerow([person, week, treated if i % 2 else "old", marks[i % 5], round(20 + i % 7 - 2 * (i % 2) + draw.random(), 3)])
    study = {"title": "Hostile", "data": {"files": "data.csv"},
             "columns": {"unit": unit, "time": "week", "labels_as_written": True, "segments": {"team": team}},
             "rollout": {"group": "arm", "treated": treated, "date": "2025-01-13"},
             "metrics": [{"name": "minutes", "value": f'"{minutes}" + 0', "kind": "time", "unit": "minutes", "aggregate": "sum",
                          "where": f"\"{team}\" <> '--'"}],
             "report": {"formats": ["json"]}}
    (folder / "study.json").write_text(json.dumps(study))
    return folder


def moments_case(folder, most_rows, dated):
    """An experiment of which only the moments of its groups and labels come back; of so many rows a visitor, on any day."""
    draw = random.Random(11)
    countries = ["US", "한국", "Côte d'Ivoire", 'the "rest"', "a\\b", ""]
    with (folder / "data.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        day = lambda: [f"2025-01-{6 + draw.randrange(14):02}"] if dated else []
        rows.writerow(["visitor", "arm", "country", "minutes", "returned", "orders", *(["day"] if dated else [])])
        for visitor in range(400):
            for _ in range(1 + draw.randrange(most_rows)):
                kind, number = draw.random(), round(1000 + 10 * draw.random() - visitor % 2, 3)
                minutes = "" if kind < 0.05 else -999 if kind < 0.1 else number
                rows.writerow([f"v{visitor}", "new" if visitor % 2 else "old", countries[visitor % 13 % 6], minutes, draw.randrange(3), 1 + draw.randrange(4), *day()])
        for visitor in range(400, 420):  # assigned, and never seen
            rows.writerow([f"v{visitor}", "new" if visitor % 2 else "old", "US", "", "", "", *day()])
        rows.writerow(["Total", "new", "US", 10 ** 6, 400, 900, *day()])  # is no visitor, nor is the next of a group
        rows.writerow(["v420", "", "US", 10 ** 6, 1, 2, *day()])
    study = {"title": "Moments", "data": {"files": "data.csv", "moments": True, "missing": "-999"}, "columns": {"unit": "visitor", "segments": ["country"]},
             "rollout": {"group": "arm", "treated": "new", "comparison": "old", "randomized": True},
             "metrics": [{"name": "minutes", "kind": "time", "unit": "minutes", "aggregate": "mean", "role": "primary"},
                         {"name": "returned", "per": "orders", "kind": "rate", "unit": "returns", "aggregate": "sum"}],
             "report": {"formats": ["json"]}}
    if dated:
        study["columns"]["time"] = "day"
        study["rollout"]["date"] = "2025-01-13"
        study["metrics"].append({"name": "visits", "kind": "count", "unit": "visits", "aggregate": "count"})
    (folder / "study.json").write_text(json.dumps(study))
    return folder


def compare(payoff, homes):
    """How many cases give the same in a home, and how many do not. A home may have its own way of starting payoff."""
    held, wrong, connection = 0, 0, duckdb.connect()
    made = [tempfile.TemporaryDirectory(prefix=prefix) for prefix in ("hostile_", "moments_", "once_", "by_day_")]
    hostile, moments, once, by_day = (pathlib.Path(folder.name) for folder in made)
    drawn = [hostile_case(hostile), moments_case(moments, 3, False), moments_case(once, 1, False), moments_case(by_day, 9, True)]
    for case in [*sorted(path.parent for path in ROOT.glob("datasets/*/study.json")), *drawn]:
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            for file in case.glob("*.csv"):
                shutil.copy(file, place)
            expected = results_of([payoff], read_study(case / "study.json"), place)
        for home in homes:
            with tempfile.TemporaryDirectory() as folder:
                place = pathlib.Path(folder)
                found = results_of(getattr(home, "command", [payoff]), moved(case, home, connection, place), place)
            unlike = list(differences(expected, found))
            held += not unlike
            wrong += bool(unlike)
            for each in unlike[:5]:
                print(f"{case.name} in {home.name}: {each}"[:3000])
    return held, wrong


def main():
    payoff = os.path.abspath(sys.argv[1])
    with postgresql.running() as server:
        homes = [Parquet(), DuckDB()]
        if server:
            homes.append(PostgreSQL(server))
        else:
            print("left out: PostgreSQL, which is not here")
        held, wrong = compare(payoff, homes)
    print(f"homes: {held} of {held + wrong} give what the CSV files give")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
