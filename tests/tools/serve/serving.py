"""What the tests of `payoff serve` share: a folder of studies, the program on a free port, and a client without manners."""
import asyncio, json, os, pathlib, re, signal, subprocess, time, urllib.error, urllib.request

WEEKS = ["2025-01-06", "2025-01-13", "2025-01-20", "2025-01-27", "2025-02-03", "2025-02-10", "2025-02-17", "2025-02-24"]


def tickets(drop=5, units=20):
    """20 units and 8 weeks in which the B half drops from 2025-02-03 on."""
    rows = ["unit,week,arm,minutes"]
    for unit in range(units):
        for week, day in enumerate(WEEKS):
            minutes = 30 + unit % 5 + (7 * unit + 5 * week) % 11 - (drop if unit % 2 and week > 3 else 0)
            rows.append(f"u{unit:02},{day},{'B' if unit % 2 else 'A'},{minutes}")
    return "\n".join(rows) + "\n"


def study(value="minutes", **more):
    return {"data": {"files": "data.csv"}, "columns": {"unit": "unit", "time": "week"},
            "rollout": {"group": "arm", "treated": "B", "date": "2025-02-03"},
            "metrics": [{"name": "minutes", "kind": "time", "unit": "minutes", "value": value}], **more}


def slow_study():
    """Of many metrics, each of which is estimated: half a minute of work on any machine, in less memory than a guest has."""
    return study() | {"metrics": [{"name": f"m{i}", "kind": "time", "unit": "minutes", "value": "minutes"} for i in range(6000)]}


def write_studies(folder, names):
    for name in names:
        (folder / name).mkdir(parents=True)
        (folder / name / "study.json").write_text(json.dumps(study()), encoding="utf-8")
        (folder / name / "data.csv").write_text(tickets(), encoding="utf-8")


class Server:
    """The program, serving `studies` of a folder until the end of the block; its temporary files lie in `temporary`."""

    def __init__(self, program, folder, *options):
        self.folder = pathlib.Path(folder)
        self.temporary = self.folder / "temporary"
        self.temporary.mkdir(exist_ok=True)
        words = [program, "serve", "studies", "-o", "reports", "--port", "0", *options]
        self.process = subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        env={**os.environ, "TMPDIR": str(self.temporary)})
        line = self.process.stdout.readline()
        found = re.search(r"http://[^ ]*:(\d+)/", line)
        if not found:
            raise SystemExit(f"it does not serve: {line}{self.process.stderr.read()}")
        self.port = int(found[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def get(self, path, body=None, headers=None, method=None):
        """Status, headers and bytes, whatever the status is."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, headers or {}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def estimate(self, plan, files, **headers):
        body = json.dumps({"study": plan, "data": files}).encode()
        return self.get("/estimate", body, {"Content-Type": "application/json", **headers})

    def wait_until_run(self):
        for _ in range(600):
            state = json.loads(self.get("/health")[2])["run"]
            if state["state"] != "running":
                return state
            time.sleep(0.1)
        raise SystemExit("the first run does not end")

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


async def raw(port, text, patience=60):
    """What comes back for these bytes until the other side closes; None where it never does."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(text if isinstance(text, bytes) else text.encode())
        return await asyncio.wait_for(reader.read(), patience)
    except (ConnectionError, OSError):
        return b""
    except asyncio.TimeoutError:
        return None
    finally:
        writer.close()
