#!/usr/bin/env python3
"""serve.py PAYOFF: does `payoff serve` serve a folder of studies as they change, to many, some of them hostile?

Each check is a function; prints what failed and `N passed, N failed` last.
"""
import asyncio, json, pathlib, shutil, signal, subprocess, sys, tempfile, time, urllib.request

import serving
from serving import Server, raw, study, tickets

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
CLOSE = "Host: localhost\r\nConnection: close\r\n\r\n"


def check(truth, what):
    if not truth:
        raise AssertionError(what)


async def drip(port, ended):
    """A head of a request, a byte at a time, for as long as the other side listens."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while not ended.is_set():
            writer.write(b"G")
            await writer.drain()
            if reader.at_eof():
                return True
            await asyncio.sleep(0.2)
    except (ConnectionError, OSError):
        return True
    finally:
        writer.close()
    return False


async def listen_slowly(port, ended):
    """Asks for much and reads nothing."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
    writer.write(f"GET /studies/north/evidence.html HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 50)
    await ended.wait()
    writer.close()


HOSTILE = [b"\0" * 100, b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 5000, b"GET /" + b"a" * 100000, b"GET / HTTP/9.9\r\n\r\n",
           b"POST /estimate HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
           b"POST /estimate HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           b"POST /estimate HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
           b"GET /../../../../etc/passwd HTTP/1.1\r\n" + CLOSE.encode(), b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
           b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n0123456789", b"\x16\x03\x01\x02\x00\x01\x00\x01"]


async def be_hostile(port, ended):
    while not ended.is_set():
        for each in HOSTILE:
            answer = await raw(port, each)
            check(answer is not None and not answer.startswith(b"HTTP/1.1 2") and b"root:" not in answer, (each[:60], answer))


async def ask(port, path, wanted, gate):
    async with gate:
        answer = await raw(port, f"GET {path} HTTP/1.1\r\n{CLOSE}")
    head, _, body = answer.partition(b"\r\n\r\n")
    check(head.startswith(b"HTTP/1.1 200 ") and body == wanted, (path, head))


def a_thousand_at_once(server):
    paths = ["/", "/studies", "/studies/north", "/studies/south/evidence.html", "/studies/north/panel/path.svg?theme=dark"]
    wanted = {path: server.get(path)[2] for path in paths}

    async def all_of_them():
        ended = asyncio.Event()
        others = [asyncio.create_task(drip(server.port, ended)) for _ in range(50)]
        others += [asyncio.create_task(listen_slowly(server.port, ended)) for _ in range(20)]
        hostile = asyncio.create_task(be_hostile(server.port, ended))
        gate = asyncio.Semaphore(1000)
        await asyncio.gather(*(ask(server.port, paths[i % len(paths)], wanted[paths[i % len(paths)]], gate) for i in range(1000)))
        ended.set()
        await hostile
        await asyncio.gather(*others)

    asyncio.run(all_of_them())
    check(server.process.poll() is None, "it is gone")


def who_drips_is_left(server):
    async def one():
        return await asyncio.wait_for(drip(server.port, asyncio.Event()), 60)
    check(asyncio.run(one()), "it still listens")


def pages_and_heads(server):
    status, headers, body = server.get("/studies/north/case-study.html")
    check(status == 200 and headers["X-Content-Type-Options"] == "nosniff" and "frame-ancestors" in headers["Content-Security-Policy"],
          headers.items())
    check(server.get("/studies/north/case-study.html", headers={"If-None-Match": headers["ETag"]})[0] == 304, "not 304")
    status, heads, nothing = server.get("/studies/north/case-study.html", method="HEAD")
    check(status == 200 and nothing == b"" and heads["Content-Length"] == str(len(body)), heads.items())
    written = (server.folder / "reports/north/results.json").read_bytes()
    check(server.get("/studies/north")[2] == written, "other results")


def estimates(server):
    status, _, body = server.estimate(study(), {"data.csv": tickets()})
    own = server.folder / "own"
    serving.write_studies(own, ["x"])
    printed = subprocess.run([PROGRAM, "run", "study.json", "--json"], cwd=own / "x", capture_output=True, check=True).stdout
    check(status == 200 and json.loads(body)["effects"] == json.loads(printed)["effects"], body[:200])
    page = server.estimate(study(), {"data.csv": tickets()}, Accept="text/html,*/*")
    check(page[0] == 200 and page[2].startswith(b"<!DOCTYPE html>"), page[2][:100])
    check(server.estimate(study(), {"data.csv": tickets()}, Accept="image/png")[0] == 406, "not 406")
    form = "\r\n".join(['--b', 'Content-Disposition: form-data; name="study"', '', json.dumps(study()),
                        '--b', 'Content-Disposition: form-data; name="data"; filename="data.csv"', '', tickets(), '--b--', ''])
    sent = server.get("/estimate", form.encode(), {"Content-Type": "multipart/form-data; boundary=b"})
    check(sent[0] == 200 and json.loads(sent[2])["effects"] == json.loads(printed)["effects"], sent[2][:200])
    check(list(server.temporary.iterdir()) == [], "something was left")


def what_is_no_study(server):
    for kind, body in [("text/plain", b"{}"), ("application/json", b""), ("application/json", b"[" * 100000),
                       ("application/json", b"\xff"), ("application/json", b'{"study": 1, "data": 2}'),
                       ("application/json", b'{"study": {}, "data": {"../x": ""}}'), ("application/json", b'{"data": {}}'),
                       ("application/json", b'{"study": {}, "data": {"study.json": ""}}'),
                       ("multipart/form-data", b""), ("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--")]:
        status, _, answer = server.get("/estimate", body, {"Content-Type": kind})
        check(status == 400 and json.loads(answer)["error"]["message"], (status, kind, body[:50], answer))
    refused = server.estimate(study(surprise=1), {"data.csv": tickets()})
    check(refused[0] == 422 and json.loads(refused[2])["error"]["message"].startswith("study.json:$.surprise: "), refused[2])
    check(server.get("/estimate", b"{}", {"Content-Type": "application/json", "Origin": "http://evil.example"})[0] == 403, "not 403")


def what_changes_is_told(server):
    stream = urllib.request.urlopen(f"http://127.0.0.1:{server.port}/events", timeout=120)

    def next_version():
        while True:
            line = stream.readline().decode()
            if line.startswith("data: "):
                return line[6:].strip()
    first = next_version()
    check(json.loads(server.get("/health")[2])["version"] == first, "another version")
    before = server.get("/studies/south")[2]
    (server.folder / "studies/south/data.csv").write_text(tickets(drop=9), encoding="utf-8")
    check(next_version() != first, "the same version")
    check(server.get("/studies/south")[2] != before, "the same results")
    check(f'data-version="{first}"'.encode() not in server.get("/")[2], "the page shows the old version")


def as_many_as_may(server):
    slow = serving.slow_study()

    async def both():
        loop = asyncio.get_running_loop()
        return await asyncio.gather(*(loop.run_in_executor(None, lambda: server.estimate(slow, {"data.csv": tickets()}))
                                      for _ in range(6)))
    answers = asyncio.run(both())
    check(sorted(status for status, _, _ in answers) == [422, 422, 429, 429, 429, 429], [status for status, _, _ in answers])
    check(all(json.loads(body)["error"]["code"] == "beyond_limits" for status, _, body in answers if status == 422), "refused")
    check(all(headers["Retry-After"] for status, headers, _ in answers if status == 429), "no Retry-After")
    check(server.get("/estimate", b"x" * (65 << 20), {"Content-Type": "application/json"})[0] == 413, "not 413")


def whom_it_lets_in(folder):
    refused = subprocess.run([PROGRAM, "serve", "studies", "--host", "0.0.0.0"], cwd=folder, capture_output=True, text=True)
    check(refused.returncode == 2 and "--token-file" in refused.stderr, refused.stderr)
    (folder / "token").write_text("0123456789abcdef\n", encoding="utf-8")
    with Server(PROGRAM, folder, "--host", "0.0.0.0", "--token-file", "token") as server:
        for path in ("/", "/health", "/events", "/nothing"):
            check(server.get(path)[0] == 401, path)
        check(server.get("/health", headers={"Authorization": "Bearer 0123456789abcdef"})[0] == 200, "not let in")


def nothing_is_lost(folder):
    with Server(PROGRAM, folder) as server:
        server.wait_until_run()
        results = server.get("/studies/north")[2]
        (folder / "studies/north/data.csv").write_text(tickets(drop=3), encoding="utf-8")
        time.sleep(0.4)  # somewhere in the next run
        server.process.kill()
        server.process.wait()
    (server.temporary / "payoff-guest-left00").mkdir()
    with Server(PROGRAM, folder) as server:
        check(server.get("/studies/north")[0] == 200, "not served at once")
        check(not (server.temporary / "payoff-guest-left00").exists(), "what was left is still there")
        server.wait_until_run()
        check(server.get("/studies/north")[2] != results, "the change was lost")
        check(not list((folder / "reports").rglob("*.part")), "half a file")


def a_run_that_fails_is_told(folder):
    other = folder / "other"
    (other / "studies").mkdir(parents=True)
    with Server(PROGRAM, other) as server:
        check(server.wait_until_run()["state"] == "failed" and "holds no study" in server.wait_until_run()["message"], "not told")
        check(b"holds no study" in server.get("/")[2], server.get("/")[2])
        serving.write_studies(other / "studies", ["north"])
        for _ in range(600):
            if server.get("/studies/north")[0] == 200:
                break
            time.sleep(0.1)
        check(server.get("/studies/north")[0] == 200 and b"failed, and" not in server.get("/")[2], "not seen")


def it_ends_well(folder):
    with Server(PROGRAM, folder, "--seconds", "600") as server:
        server.wait_until_run()
        slow = json.dumps({"study": serving.slow_study(), "data": {"data.csv": tickets()}})

        async def end_during_an_estimate():
            request = f"POST /estimate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(slow)}\r\n\r\n{slow}"
            answer = asyncio.create_task(raw(server.port, request))
            idle = asyncio.create_task(raw(server.port, ""))
            while not list(server.temporary.glob("payoff-guest-*/out")) and not list(server.temporary.glob("payoff-guest-*/printed")):
                await asyncio.sleep(0.05)
            server.process.send_signal(signal.SIGTERM)
            return await answer, await idle
        answer, idle = asyncio.run(end_during_an_estimate())
        check(answer.startswith(b"HTTP/1.1 503 ") and idle == b"", (answer, idle))
        check(server.process.wait(timeout=60) == 0, "not 0")
        check(list(server.temporary.iterdir()) == [], list(server.temporary.iterdir()))


def main():
    failed = 0
    with_server = [a_thousand_at_once, who_drips_is_left, pages_and_heads, estimates, what_is_no_study, what_changes_is_told,
                   as_many_as_may]
    alone = [whom_it_lets_in, nothing_is_lost, a_run_that_fails_is_told, it_ends_well]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        serving.write_studies(folder / "studies", ["north", "south"])
        with Server(PROGRAM, folder, "--seconds", "15") as server:
            check(server.wait_until_run()["state"] == "done", "the first run failed")
            for each in with_server:
                failed += not passes(each, server)
            check(server.end() == 0, "it did not end well")
        for each in alone:
            failed += not passes(each, folder)
    print(f"{len(with_server) + len(alone) - failed} passed, {failed} failed")
    return 1 if failed else 0


def passes(each, argument):
    try:
        each(argument)
        return True
    except Exception as error:  # whatever it is, the others are asked too
        print(f"{each.__name__}: {type(error).__name__}: {error}")
        return False


if __name__ == "__main__":
    sys.exit(main())
