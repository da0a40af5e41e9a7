#!/usr/bin/env python3
"""strangers.py PAYOFF: what is sent to POST /estimate reads no file but its own, opens no connection, and ends at its limits.

Each case is a study, what it comes with, and what its refusal must say. After each the server must answer, and nothing may
be left: no file of the machine was read, nobody called the listener, no temporary file stays.
"""
import base64, gzip, io, json, pathlib, socket, subprocess, sys, tempfile, threading, zipfile

import serving
from serving import Server, study, tickets

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
SECRET = "the-secret-of-this-machine"
LIMITS = ["--seconds", "5", "--memory", "1GB", "--rows", "200000", "--at-most", "1"]


class Listener:
    """Counts who calls at a port of this machine."""

    def __init__(self):
        self.calls, self.socket = 0, socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.count, daemon=True).start()

    def count(self):
        while True:
            self.socket.accept()[0].close()
            self.calls += 1


def form(plan, files):
    parts = [b'--b\r\nContent-Disposition: form-data; name="study"\r\n\r\n' + json.dumps(plan).encode()]
    parts += [f'--b\r\nContent-Disposition: form-data; name="data"; filename="{name}"\r\n\r\n'.encode() + data for name, data in files.items()]
    return b"\r\n".join(parts) + b"\r\n--b--\r\n"


def files(name):
    plan = study()
    plan["data"]["files"] = name
    return plan


def where(sql):
    plan = study()
    plan["data"]["where"] = sql
    return plan


def unit(sql):
    plan = study()
    plan["columns"]["unit"] = sql
    return plan


def joined(name):
    plan = study()
    plan["data"]["join"] = [{"name": "roster", "files": name, "on": {"unit": "unit"}}]
    return plan


def with_money(**more):
    return study(money={"hourly_cost": 40, "people": 20, "realized_share": 0.5, **more})


def archive(bytes_):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data.csv", bytes_)
    return packed.getvalue()


def files_of_the_machine(secret, address):
    """Studies that name or ask for what they did not come with."""
    below = "must lie below the study's folder"
    yield from ((files(name), below) for name in (
        secret, "/etc/passwd", "../printed", "../../*", "/proc/self/environ", "/dev/stdin", "~/.ssh/id_rsa/../../x"))
    yield from ((files(name), "") for name in (
        f"http://{address}/data.csv", f"https://{address}/data.csv", f"s3://{address}/data.csv", f"file://{secret}", "out/*", "{data,/etc/passwd}*"))
    yield joined("/etc/passwd"), below
    yield joined(f"http://{address}/x.csv"), ""
    yield with_money(bills=[{"name": "licences", "files": secret, "month": "m", "amount": "a"}]), ""
    yield study(report={"logo": secret}), ""
    yield files("data.csv") | {"data": {"driver": "sqlite", "table": "t"}}, "not trusted"
    yield files("data.csv") | {"data": {"driver": secret, "table": "t"}}, ""
    yield files("data.csv") | {"data": {"files": "data.csv", "query": f"SELECT * FROM read_text('{secret}')"}}, ""
    for sql in (f"(SELECT max(content) FROM read_text('{secret}'))", f"(SELECT count(*) FROM read_csv('{secret}'))",
                "(SELECT count(*) FROM glob('/*'))", f"read_text('{secret}')", f"'{secret}'::JSON", "getenv('HOME')",
                "current_setting('temp_directory')", "(SELECT count(*) FROM duckdb_settings())", "(SELECT 1)",
                f"minutes) AS v FROM (SELECT 1 AS minutes) LIMIT 0; COPY (SELECT 1) TO '{secret}.copy'; SELECT (1",
                f"1); ATTACH '{secret}.db'; SELECT (1", "1); INSTALL httpfs; LOAD httpfs; SELECT (1",
                f"1); LOAD '{secret}'; SELECT (1", "1); PRAGMA database_list; SELECT (1", "1); SET enable_external_access = true; SELECT (1",
                f"query('SELECT 1')", f"query_table('{secret}')", "nextval('x')", "pg_sleep(60)", "write_log('x')", "set_config('a', 'b')"):
        yield study(value=sql), ""
        yield where(f"({sql}) IS NOT NULL"), ""
        yield unit(sql), ""


def too_much():
    """Studies that would take all there is of something, with what they come with."""
    yield study(value="minutes + 0 * list_sum(list_sort(range(30000000)))"), {}, ("list_sum()", )
    yield study(value="minutes + 0 * length(repeat('x', 2000000000))"), {}, ("makes many values of one", )
    yield study(value="minutes + 0 * length(repeat(repeat('x', 1000000), 1000000))"), {}, ("", )
    yield study(value="minutes + 0 * len(range(1000000000))"), {}, ("", )
    yield study(value="minutes + (SELECT count(*) FROM range(1000000000) a, range(1000000000) b)"), {}, ("a table of its own", )
    yield study(value="(WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t)"), {}, ("a table of its own", )
    yield unit("unnest(range(1000000000))"), {}, ("", )
    yield study(value="list_reduce(range(100000000), lambda x, y: x + y)"), {}, ("", )
    yield study(value="regexp_full_match(repeat('a', 100000), '(a*)*b')::INT"), {}, ("", )
    yield study(), {"data.csv": tickets(units=30000).encode()}, ("has 240000 rows, but must have at most 200000", )
    rows = b"unit,week,arm,minutes\n" + b"u1,2025-01-06,A,1\n" * 20_000_000
    yield files("data.csv.gz"), {"data.csv.gz": gzip.compress(rows, 1)}, ("took 5 s", "20000000 rows")
    yield files("data.zip"), {"data.zip": archive(rows)}, ("", )
    yield files("data.zip"), {"data.zip": archive(b"0" * 3_000_000_000)}, ("File too large", "took 5 s")
    yield files("data.xlsx"), {"data.xlsx": archive(rows)}, ("", )
    yield files("data.json"), {"data.json": b"[" * 10_000_000}, ("do not fit into the memory", )
    yield files("data.csv"), {"data.csv": b"a," * 5_000_000 + b"\n"}, ("", )
    yield study(), {"data.csv": b'unit,week,arm,minutes\n"' + b"x" * 30_000_000}, ("", )
    yield serving.slow_study(), {}, ("took 5 s", )


def send(server, plan, more):
    sent = {"data.csv": tickets().encode(), **more}
    return server.get("/estimate", form(plan, sent), {"Content-Type": "multipart/form-data; boundary=b"})


def wrong_with(server, plan, more, parts, listener):
    """What is wrong with how it was answered; nothing where all is well."""
    status, _, body = send(server, plan, more)
    if status != 422:
        return f"{status} {body[:200]}"
    if str(server.temporary).encode() in body:
        return f"it tells where: {body[:300]}"
    if SECRET.encode() in body or b"root:" in body:
        return f"it tells what it may not: {body[:300]}"
    message = json.loads(body)["error"]["message"]
    if not any(part in message for part in parts) or "defect" in message:
        return f"it says: {message}"
    if listener.calls:
        return "it called"
    if list(server.temporary.iterdir()):
        return f"it left {[str(each) for each in server.temporary.rglob('*')][:5]}"
    return None


def main():
    if b"__asan_init" in pathlib.Path(PROGRAM).read_bytes():
        print("skipped: a sanitizer needs more addresses than any limit allows")
        return 77
    failed = passed = 0
    listener = Listener()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        serving.write_studies(folder / "studies", ["north"])
        secret = folder / "secret.csv"
        secret.write_text(f"unit,week,arm,minutes\n{SECRET},2025-01-06,A,1\n", encoding="utf-8")
        before = sorted(each.name for each in folder.iterdir()) + ["reports", "temporary"]
        cases = [(plan, {}, (part, )) for plan, part in files_of_the_machine(str(secret), f"127.0.0.1:{listener.port}")] + list(too_much())
        with Server(PROGRAM, folder, *LIMITS) as server:
            server.wait_until_run()
            for plan, more, parts in cases:
                wrong = wrong_with(server, plan, more, parts, listener)
                failed, passed = failed + bool(wrong), passed + (not wrong)
                if wrong:
                    print(f"{json.dumps(plan)[:300]} {[(name, len(data)) for name, data in more.items()]}\n  {wrong}")
            if server.get("/studies/north")[0] != 200 or server.end() != 0:
                failed += 1
                print("the server did not live through it")
        if sorted(each.name for each in folder.iterdir()) != sorted(before):
            failed += 1
            print(f"it wrote: {sorted(each.name for each in folder.iterdir())}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
