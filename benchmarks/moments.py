#!/usr/bin/env python3
"""moments.py PAYOFF [UNITS [NAME ...]]: what sums made in the database save where there are too many units or rows to read.

Parquet files are drawn, of a randomised test without and with dates, and of tickets of 2,000 teams that started at four
dates (20 rows for each of UNITS). For each, `payoff run` on its units and by moments (`data.moments`) in turn, three times; medians,
peak memory, and how far the effects are apart, in standard errors.
"""
import json, os, pathlib, statistics, subprocess, sys, tempfile

import drawn

ROUNDS = 3
VISITORS = """SELECT 'v' || i AS visitor, CASE WHEN hash(i) % 2 = 0 THEN 'old' ELSE 'new' END AS arm,
  ['US', 'DE', 'KR', 'FR', 'BR', 'IN'][1 + CAST(hash(i, 1) % 6 AS INTEGER)] AS country,
  CASE WHEN hash(i, 2) % 20 < 3 THEN round(exp((hash(i, 3) % 4001) / 1000), 2) * (1 + 0.03 * (hash(i) % 2)) ELSE 0 END AS spent
  FROM (SELECT range AS i FROM range({units}))"""
DAYS = """SELECT 'v' || i AS visitor, CASE WHEN i % 2 = 0 THEN 'old' ELSE 'new' END AS arm,
  DATE '2025-01-06' + CAST(d AS INTEGER) AS day,
  round(20 + hash(i) % 1000 / 100 + hash(i, d) % 1000 / 100 - (d >= 14 AND i % 2 = 1)::INTEGER, 2) AS minutes
  FROM (SELECT range AS i FROM range({units})), (SELECT range AS d FROM range(28)) WHERE hash(i, d, 1) % 3 = 0"""
TICKETS = """SELECT 'team ' || t AS team, DATE '2024-01-01' + CAST(hash(i, 1) % 364 AS INTEGER) AS day,
  [DATE '2024-05-06', DATE '2024-06-03', DATE '2024-07-01', DATE '2024-08-05', NULL][1 + t % 5] AS started,
  round(18 + hash(t) % 7 + (hash(i, 2) % 1000) / 200, 2) AS minutes
  FROM (SELECT range AS i, CAST(hash(range) % 2000 AS INTEGER) AS t FROM range(20 * {units}))"""
RANDOMISED = {"group": "arm", "treated": "new", "comparison": "old", "randomized": True}
MINUTES = {"name": "minutes", "kind": "time", "unit": "minutes", "aggregate": "mean", "better": "lower"}
SPENT = {"name": "spent", "kind": "revenue", "unit": "USD", "better": "higher"}
BY_DAY = {"unit": "visitor", "time": "day", "period": "day"}
# The rows of a study, the study, and whether moments are enough for it.
TABLES = {
    "visitors": (VISITORS, {"columns": {"unit": "visitor"}, "rollout": RANDOMISED, "metrics": [SPENT]}, True),
    "labels": (VISITORS, {"columns": {"unit": "visitor", "segments": ["country"]}, "rollout": RANDOMISED, "metrics": [SPENT]}, True),
    "days": (DAYS, {"columns": BY_DAY, "rollout": RANDOMISED | {"date": "2025-01-20"}, "metrics": [MINUTES]}, True),
    "tickets": (TICKETS, {"columns": {"unit": "team", "time": "day", "period": "week"}, "rollout": {"adopted_on": "started"},
                          "metrics": [MINUTES]}, False),
}


def effect(folder):
    found = json.loads((folder / "report" / "results.json").read_text())["effects"][0]["absolute"]
    return found["estimate"], found["se"]


def compare(payoff, name, units):
    rows, study, enough = TABLES[name]
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        sql = f"COPY ({rows.format(units=units)}) TO '{place}/rows.parquet'"
        subprocess.run([sys.executable, "-c", f"import duckdb; duckdb.connect().execute('SET enable_progress_bar = false').execute({sql!r})"],
                       check=True)
        runs = {}
        for way in ["units", "moments"] if enough else ["units"]:
            (place / way).mkdir()
            data = {"files": "../rows.parquet"} | ({"moments": True} if way == "moments" else {})
            (place / way / "study.json").write_text(json.dumps({"title": name, "seed": 1, "data": data} | study))
            runs[way] = []
        for _ in range(ROUNDS):
            for way, found in runs.items():
                found.append(drawn.measured_run(payoff, place / way / "study.json", place / way))
        told = {way: [statistics.median(each) for each in zip(*found)] for way, found in runs.items()}
        print(f"{name:9} of {units:,}: " + "; ".join(f"{way} {seconds:.2f} s, {megabytes:.0f} MB" for way, (seconds, _, megabytes) in told.items()),
              end="")
        if enough:
            (estimate, error), (by_moments, _) = effect(place / "units"), effect(place / "moments")
            print(f"; {told['units'][0] / told['moments'][0]:.1f} times; effects {abs(estimate - by_moments) / error:.1g} errors apart", end="")
        print(flush=True)


def main():
    payoff, units = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    for name in sys.argv[3:] or TABLES:
        compare(payoff, name, units)


if __name__ == "__main__":
    main()
