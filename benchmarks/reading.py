#!/usr/bin/env python3
"""reading.py PAYOFF [ROWS [HOME ...]]: what a study of many rows costs beside the database's own sums of the same columns.

Tickets of 2,000 agents in 26 weeks are drawn as CSV and as Parquet. For each home (csv, parquet, spark) `payoff run` to its
report, and DuckDB (or Spark) summing the columns that the study names to agent and week, run in turn three times, each in a
process of its own; medians, peak memory and the ratio. With a tenth of the rows, too: memory that does not grow is
memory that rows do not take. spark needs what ./dev test-warehouses installs.
"""
import json, os, pathlib, statistics, subprocess, sys, tempfile

import drawn

HERE = pathlib.Path(__file__).resolve().parent
ROUNDS = 3
DRAW = """SELECT 'agent ' || lpad(CAST(a AS VARCHAR), 5, '0') AS agent,
  CAST(DATE '2025-01-06' + CAST(7 * w + hash(i, 1) % 5 AS INTEGER) AS DATE) AS day,
  CASE WHEN a % 2 = 0 THEN 'assistant' ELSE 'none' END AS arm, 'queue ' || hash(i, 2) % 40 AS queue,
  round(18 + hash(a) % 7 - 1.5 * (a % 2 = 0 AND w >= 13)::INTEGER + (hash(i, 3) % 1000) / 200, 2) AS minutes, hash(i, 4) % 5 AS stars
  FROM (SELECT range AS i, range % 2000 AS a, hash(range, 5) % 26 AS w FROM range({rows}))"""
GROUPED = "SELECT agent, date_trunc('week', day) AS w, min(arm), max(arm), sum(minutes), count(minutes) FROM {source} GROUP BY ALL"
STUDY = {"title": "Tickets", "columns": {"unit": "agent", "time": "day", "period": "week"},
         "rollout": {"group": "arm", "treated": "assistant", "comparison": "none", "date": "2025-04-07"},
         "metrics": [{"name": "minutes", "kind": "time", "unit": "minutes", "aggregate": "mean", "better": "lower"}],
         "seed": 1}


def duckdb_command(source):
    code = f"import duckdb; duckdb.connect().execute({GROUPED.format(source=source)!r}).to_arrow_table()"
    return [sys.executable, "-c", code]


def duckdb_does(sql):
    """In a process of its own: the peak memory of a child begins at what this one holds."""
    code = f"import duckdb; duckdb.connect().execute('SET enable_progress_bar = false').execute({sql!r})"
    subprocess.run([sys.executable, "-c", code], check=True)


def draw(place, rows):
    duckdb_does(f"COPY ({DRAW.format(rows=rows)}) TO '{place}/rows.parquet'")
    return place / "rows.parquet"


class Csv:
    def __init__(self, place, parquet):
        duckdb_does(f"COPY (FROM '{parquet}') TO '{place}/rows.csv'")
        self.data, self.file = {"files": "rows.csv"}, place / "rows.csv"
        self.peer = duckdb_command(f"read_csv('{place}/rows.csv')")


class Parquet:
    def __init__(self, place, parquet):
        self.data, self.file = {"files": parquet.name}, parquet
        self.peer = duckdb_command(f"'{parquet}'")


class Spark:
    def __init__(self, place, parquet):
        sys.path.insert(0, str(HERE.parent / "tests/ingest"))
        import warehouses
        self.server, self.file = warehouses.Spark(str(place)), parquet
        self.data = self.server.driver | {"query": f"SELECT * FROM parquet.`{parquet}`"}
        sums = f"SELECT agent, date_trunc('week', day), min(arm), max(arm), sum(minutes), count(minutes) FROM parquet.`{parquet}` GROUP BY 1, 2"
        self.peer = [warehouses.PYTHON, "-c", "import sys, adbc_driver_manager.dbapi as adbc\n"
                     "cursor = adbc.connect(driver=sys.argv[1], db_kwargs={'uri': sys.argv[2]}, autocommit=True).cursor()\n"
                     "cursor.execute(sys.argv[3]); cursor.fetch_arrow_table()",
                     self.server.driver["driver"], self.server.driver["driver_options"]["uri"], sums]

    def close(self):
        self.server.stop()


def compare(payoff, name, rows):
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        home = {"csv": Csv, "parquet": Parquet, "spark": Spark}[name](place, draw(place, rows))
        (place / "study.json").write_text(json.dumps(STUDY | {"data": home.data}))
        ours, theirs = [], []
        try:
            for _ in range(ROUNDS):
                ours.append(drawn.measured_run(payoff, place / "study.json", place))
                theirs.append(drawn.measured(home.peer))
        finally:
            getattr(home, "close", lambda: None)()
        size = home.file.stat().st_size / 2**20
    (seconds, _, memory), (peer_seconds, _, peer_memory) = ([statistics.median(each) for each in zip(*runs)] for runs in (ours, theirs))
    print(f"{name:8} {rows:>11,} rows {size:8,.0f} MB: payoff {seconds:7.2f} s {memory:6.0f} MB; its database alone {peer_seconds:7.2f} s "
          f"{peer_memory:6.0f} MB; {seconds / peer_seconds:.2f} times", flush=True)


def main():
    payoff, rows = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20_000_000
    for name in sys.argv[3:] or ["csv", "parquet"]:
        for count in (rows // 10, rows):
            compare(payoff, name, count)


if __name__ == "__main__":
    main()
