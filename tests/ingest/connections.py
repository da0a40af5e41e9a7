#!/usr/bin/env python3
"""connections.py PAYOFF: what a user's connection to a database meets, on a PostgreSQL server of the test's own.

A driver by its short name, a password of the environment, first statements, a table of a schema, a time limit, a server
that goes away in the middle: each ends in the results of the CSV file, or in one line that says what to do, and in nothing
written. 77 where there is no server (./dev test installs it). Prints what is wrong, and last how much held.
"""
import csv, json, os, pathlib, subprocess, sys, tempfile, time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import postgresql

STUDY = json.loads((postgresql.ROOT / "datasets/idle_tool/study.json").read_text())
FILE = postgresql.ROOT / "datasets/idle_tool/data.csv"
SECRET = "pass-of-nobody-else"


class Runs:
    def __init__(self, payoff, place, uri):
        self.payoff, self.place, self.uri = payoff, place, uri
        manifest = f'name = "PostgreSQL"\nversion = "1"\n[Driver]\nshared = "{postgresql.DRIVER}"\n'
        (place / "desk.toml").write_text(manifest)

    def __call__(self, environment=(), **data):
        """The code, what was said, and the effects."""
        source = {"driver": str(postgresql.DRIVER), "driver_options": {"uri": self.uri}, "table": "desk.tickets"} | data
        study = STUDY | {"data": {key: value for key, value in source.items() if value is not None}}
        (self.place / "study.json").write_text(json.dumps(study))
        out = self.place / "report"
        begin = time.monotonic()
        run = subprocess.run([self.payoff, "run", self.place / "study.json", "-o", out, "--quiet"], capture_output=True,
                             text=True, env=os.environ | dict(environment))
        self.seconds = time.monotonic() - begin
        effects = json.loads((out / "results.json").read_text())["effects"] if out.exists() else None
        if out.exists():
            subprocess.run(["rm", "-r", out], check=True)
        return run.returncode, run.stderr.strip(), effects


def make_tables(server):
    columns = next(csv.reader(FILE.open()))
    kinds = {"week": "date", "analyst": "text", "arm": "text"}
    typed = ", ".join(f'"{column}" {kinds.get(column, "double precision")}' for column in columns)
    copy = pathlib.Path(server.folder) / "tickets.csv"
    copy.write_bytes(FILE.read_bytes())
    copy.chmod(0o644)
    server.ask(f"CREATE SCHEMA desk; CREATE TABLE desk.tickets ({typed}); CREATE ROLE analyst; "
               "GRANT USAGE ON SCHEMA desk TO analyst; GRANT SELECT ON desk.tickets TO analyst; "
               'CREATE TABLE "desk.tickets" (dot int)')
    server.ask(f"COPY desk.tickets FROM '{copy}' WITH (FORMAT csv, HEADER true)")
    server.ask('DROP TABLE "desk.tickets"')


def check(run, expected, checks):
    def refused(what, found, *words):
        checks.same(what, (found[0], all(word in found[1] for word in words), "\n" in found[1], found[2]), (found[0], True, False, None))
        if not all(word in found[1] for word in words):
            print(f"  it says {found[1]}")

    same = (0, "", expected)
    checks.same("a table of a schema", run(), same)
    checks.same("a short name", run({"ADBC_DRIVER_PATH": str(run.place)}, driver="desk"), same)
    checks.same("first statements", run(table="tickets", first_statements=["SET ROLE analyst", "SET search_path = desk"]), same)
    one_state = "BEGIN ISOLATION LEVEL REPEATABLE READ"
    checks.same("a transaction", run(table="desk.tickets", first_statements=[one_state]), same)
    checks.same("a statement that makes backslashes marks", run(first_statements=["SET standard_conforming_strings = off"])[2], None)
    checks.same("a query with a comment", run(table=None, query="SELECT * FROM desk.tickets -- isn't"), same)
    checks.same("a limit that is kept", run(timeout_seconds=60), same)
    checks.same("a variable", run({"DESK_URI": run.uri}, driver_options={"uri": "${DESK_URI}"}), same)

    refused("a wrong statement", run(first_statements=["SET ROLE nobody"]), "first_statements[0]", 'role "nobody" does not exist')
    refused("no such table", run(table="desk.nothing"), '"desk.nothing" does not exist')
    refused("no variable", run(driver_options={"uri": "${DESK_NOWHERE}"}), "${DESK_NOWHERE}", "not set")
    wrong = run({"DESK_PASSWORD": SECRET}, driver_options={"uri": run.uri.replace("payoff@", "payoff:${DESK_PASSWORD}@").replace("postgres?", "nowhere?")})
    refused("a password", wrong, '"nowhere" does not exist')
    checks.same("a password is told", SECRET in wrong[1], False)
    slow = run(table=None, query="SELECT * FROM desk.tickets, (SELECT pg_sleep(60)) AS wait", timeout_seconds=1)
    refused("a limit", slow, "longer than 1 s")
    checks.same("a limit is late", run.seconds < 20, True)
    gone = "SELECT * FROM desk.tickets, (SELECT pg_terminate_backend(pg_backend_pid())) AS gone"
    refused("a server that goes away", run(table=None, query=gone), "terminat")


def main():
    checks = postgresql.Checks()
    with tempfile.TemporaryDirectory() as folder, postgresql.running() as server:
        if not server:
            print("skipped: there is no PostgreSQL server, or no ADBC driver of it; ./dev test installs both")
            return 77
        make_tables(server)
        run = Runs(os.path.abspath(sys.argv[1]), pathlib.Path(folder), server.uri().removeprefix("uri="))
        expected = run(driver=None, driver_options=None, table=None, files=str(FILE))[2]
        checks.same("the CSV file has effects", bool(expected), True)
        check(run, expected, checks)
    print(f"connections: {checks.held} held, {checks.wrong} did not")
    return 1 if checks.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
