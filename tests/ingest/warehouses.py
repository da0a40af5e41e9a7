#!/usr/bin/env python3
"""warehouses.py PAYOFF: are Spark and ClickHouse read as the CSV files are?

Starts a Spark Connect server of its own on the loopback, and ClickHouse within the process that asks it, and runs every
worked case in both (homes.py); then what users do to a connection: a table of a schema, first statements, a backslash, a
time limit, a server that goes away. Prints what is wrong, and last how much held. 77 where neither is to be had
(./dev test-warehouses installs them).
"""
import contextlib, glob, os, pathlib, shutil, socket, subprocess, sys, tempfile, time

import homes

PYTHON = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "payoff/warehouses/bin/python"
PACKAGES = next(iter(glob.glob(str(PYTHON.parents[1] / "lib/python3*/site-packages"))), "")


class Spark:
    """A Spark Connect server for as long as this lives."""

    name = "Spark"

    def __init__(self, folder):
        self.folder, home = folder, f"{PACKAGES}/pyspark"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        settings = {"spark.connect.grpc.binding.port": self.port, "spark.connect.grpc.binding.address": "127.0.0.1",
                    "spark.ui.enabled": "false", "spark.sql.warehouse.dir": f"{folder}/warehouse", "spark.sql.shuffle.partitions": 2}
        command = [f"{home}/bin/spark-submit", "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "--master",
                   "local[2]", "--driver-memory", "2g"]
        for key, value in settings.items():
            command += ["--conf", f"{key}={value}"]
        self.log = open(f"{folder}/log", "w")
        self.server = subprocess.Popen([*command, *glob.glob(f"{home}/jars/spark-connect_*.jar")], cwd=folder, stdout=self.log,
                                       stderr=self.log, env=os.environ | {"SPARK_HOME": home, "SPARK_LOCAL_IP": "127.0.0.1"})
        self.driver = {"driver": f"{PACKAGES}/adbc_driver_spark/libadbc_driver_spark.so",
                       "driver_options": {"uri": f"sc://127.0.0.1:{self.port}"}}
        for _ in range(180):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(1)
        raise SystemExit(f"warehouses: Spark does not start:\n{pathlib.Path(folder, 'log').read_text()[-2000:]}")

    def ask(self, *statements):
        ask = ("import sys, warnings; warnings.simplefilter('ignore'); import adbc_driver_manager.dbapi as adbc\n"
               "connection = adbc.connect(driver=sys.argv[1], db_kwargs={'uri': sys.argv[2]})\n"
               "for statement in sys.argv[3:]: connection.cursor().execute(statement)")
        subprocess.run([PYTHON, "-c", ask, self.driver["driver"], self.driver["driver_options"]["uri"], *statements], check=True)

    def move(self, connection, table, file, place):
        shutil.rmtree(f"{self.folder}/warehouse/{table}", ignore_errors=True)
        connection.execute(f"COPY (SELECT * FROM {homes.READ.format(file)}) TO '{self.folder}/{table}.parquet'")
        self.ask(f"DROP TABLE IF EXISTS {table}", f"CREATE TABLE {table} USING parquet AS SELECT * FROM parquet.`{self.folder}/{table}.parquet`")
        return {"table": table}, self.driver

    def stop(self):
        self.server.terminate()
        self.server.wait(60)


class ClickHouse:
    """Its library speaks ADBC within Python only, and so payoff is asked there, too."""

    name = "ClickHouse"

    def __init__(self, payoff, folder):
        run = "import sys, chdb, payoff; from payoff.__main__ import main; sys.exit(main())"
        package = pathlib.Path(payoff).parent / "python"
        self.command = ["env", f"PYTHONPATH={package}", str(PYTHON), "-c", run]
        self.folder = folder
        self.driver = {"driver": next(iter(glob.glob(f"{PACKAGES}/chdb/_chdb*.so"))),
                       "driver_options": {"entrypoint": "chdb_adbc_init", "uri": f"chdb://{folder}/clickhouse"}}

    def ask(self, *statements):
        ask = ("import sys, adbc_driver_chdb.dbapi as chdb\n"
               "connection = chdb.connect(sys.argv[1], autocommit=True)\n"
               "for statement in sys.argv[2:]: connection.cursor().execute(statement)")
        subprocess.run([PYTHON, "-c", ask, self.driver["driver_options"]["uri"], *statements], check=True)

    def move(self, connection, table, file, place):
        connection.execute(f"COPY (SELECT * FROM {homes.READ.format(file)}) TO '{self.folder}/{table}.parquet'")
        self.ask(f"DROP TABLE IF EXISTS {table}",
                 f"CREATE TABLE {table} ENGINE = MergeTree ORDER BY tuple() AS SELECT * FROM file('{self.folder}/{table}.parquet')")
        return {"table": table}, self.driver


def check_spark(payoff, spark, checks):
    """What is Spark's own: its SQL in a query, texts in double quotes, backslashes, a schema, a limit of time."""
    spark.ask("CREATE SCHEMA IF NOT EXISTS desk", "DROP TABLE IF EXISTS desk.rows",
              "CREATE TABLE desk.rows USING parquet AS SELECT *, 'closed' AS state FROM idle_tool_0")
    study = homes.read_study(homes.ROOT / "datasets/idle_tool/study.json")

    def run(metric=None, **data):
        with tempfile.TemporaryDirectory() as folder:
            changed = study | {"data": spark.driver | data}
            if metric:
                changed = changed | {"metrics": [study["metrics"][0] | metric]}
            begin = time.monotonic()
            found = homes.results_of([payoff], changed, pathlib.Path(folder))
            return found if isinstance(found, str) else found["effects"], time.monotonic() - begin

    expected, _ = run(table="idle_tool_0")
    checks.same("effects", isinstance(expected, list) and len(expected) > 1, True)
    checks.same("a table of a schema", run(table="desk.rows")[0], expected)
    checks.same("Spark's own SQL", run(query='SELECT * FROM desk.rows WHERE state = "closed" AND state RLIKE "^[^\\\\d]+$"')[0], expected)
    checks.same("first statements", run(table="rows", first_statements=["USE desk"])[0], expected)
    checks.same("a zone of the session", run(table="desk.rows", first_statements=["SET TIME ZONE 'Asia/Seoul'"])[0], expected)
    for what, words, settings in (
            ("a text in double quotes", "closed", {"table": "desk.rows", "metric": {"where": 'state = "closed"'}}),
            ("a backslash", "backslash", {"table": "desk.rows", "metric": {"where": "state RLIKE '\\d'"}}),
            ("no table", "TABLE_OR_VIEW_NOT_FOUND", {"table": "desk.nothing"}),
            ("a wrong statement", "first_statements[0]", {"table": "desk.rows", "first_statements": ["USE nowhere"]}),
            ("a limit", "longer than 20 s", {"timeout_seconds": 20, "query": "SELECT d.* FROM desk.rows AS d, (SELECT count(*) AS n "
             "FROM range(10000000) AS a, range(10000000) AS b WHERE a.id * b.id % 7 = 3) AS slow"})):
        found, seconds = run(**settings)
        checks.same(what, (isinstance(found, str) and words in found and "\n" not in found) or found, True)
        checks.same(f"{what}, in time", seconds < 60, True)


def main():
    if not PYTHON.exists():
        print("skipped: ./dev test-warehouses installs what this needs")
        return 77
    payoff, checks = os.path.abspath(sys.argv[1]), homes.postgresql.Checks()
    with tempfile.TemporaryDirectory() as folder, homes.postgresql.running() as server:
        spark = Spark(folder)
        try:
            places = [spark, ClickHouse(payoff, folder)] + ([homes.PostgreSQL(server)] if server else [])
            held, wrong = homes.compare(payoff, places)
            check_spark(payoff, spark, checks)
        finally:
            spark.stop()
    print(f"warehouses: {held} of {held + wrong} give what the CSV files give; {checks.held} checks held, {checks.wrong} did not")
    return 1 if wrong + checks.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
