#!/usr/bin/env python3
"""postgresql.py PAYOFF: does `payoff export` write into a PostgreSQL server what it should, and nothing else?

Starts a server of its own, in a folder of its own, and asks it by psql. 77 where there is no server, or no ADBC driver of it
(./dev test installs both). Prints what is wrong, and last how much held.
"""
import contextlib, glob, json, os, pathlib, pwd, shutil, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache"))
DRIVER = CACHE / "payoff/postgresql/adbc_driver_postgresql/libadbc_driver_postgresql.so"
HOSTILE = "O'Hara \"x\"; DROP TABLE payoff_studies; -- 한글"


class Server:
    """A cluster for as long as this lives; nobody reaches it but through a socket in its folder."""

    def __init__(self, programs, folder):
        self.programs, self.folder = pathlib.Path(programs), folder
        # PostgreSQL runs as anyone but root.
        self.user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        self.run("initdb", "-D", f"{folder}/data", "-U", "payoff", "--auth=trust", "--encoding=UTF8", "--no-sync")
        self.run("pg_ctl", "-D", f"{folder}/data", "-o", f"-c listen_addresses= -c fsync=off -k {folder}", "-w", "-s",
                 "-l", f"{folder}/log", "start")

    def run(self, program, *arguments):
        as_user = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        subprocess.run([self.programs / program, *arguments], check=True, cwd=self.folder, stdout=subprocess.DEVNULL, **as_user)

    def stop(self):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "-s", "stop")

    def uri(self, user="payoff", database="postgres"):
        return f"uri=postgresql://{user}@/{database}?host={self.folder}"

    def ask(self, sql):
        asked = subprocess.run([self.programs / "psql", "-h", self.folder, "-U", "payoff", "-d", "postgres", "-v",
                                "ON_ERROR_STOP=1", "-At", "-c", sql], check=True, capture_output=True, text=True)
        return asked.stdout.splitlines()


class Checks:
    def __init__(self):
        self.held, self.wrong = 0, 0

    def same(self, what, found, expected):
        if found == expected:
            self.held += 1
        else:
            self.wrong += 1
            print(f"{what}: {found!r}, but expected {expected!r}")


def studies(payoff, work):
    """Two runs: a worked case, and the same under a name that is no name."""
    study = json.loads((ROOT / "datasets/idle_tool/study.json").read_text())
    shutil.copy(ROOT / "datasets/idle_tool/data.csv", work)
    for name, title in (("acme", "Acme"), (HOSTILE, HOSTILE)):
        study["title"] = title
        (work / "study.json").write_text(json.dumps(study))
        subprocess.run([payoff, "run", work / "study.json", "-o", work / "reports" / name, "--quiet"], check=True)


def check_rows(server, export, work, checks):
    checks.same("first export", export("reports").returncode, 0)
    checks.same("studies", server.ask('SELECT study FROM payoff_studies ORDER BY study COLLATE "C"'), [HOSTILE, "acme"])
    checks.same("titles", server.ask("SELECT title FROM payoff_studies WHERE study <> 'acme'"), [HOSTILE])
    results = json.loads((work / "reports/acme/results.json").read_text())
    rows = sum(1 + len(effect["path"]) for effect in results["effects"])
    checks.same("rows", server.ask("SELECT study = 'acme', count(*) FROM payoff_effects GROUP BY 1 ORDER BY 1"),
                [f"f|{rows}", f"t|{rows}"])
    effect = results["effects"][0]
    found = server.ask("SELECT estimate, low, high, p, usable, units_treated FROM payoff_effects "
                       f"WHERE study = 'acme' AND role = 'primary' AND event_time IS NULL")[0].split("|")
    absolute = effect["absolute"]
    checks.same("numbers", [float(each) for each in found[:4]], [absolute[key] for key in ("estimate", "low", "high", "p")])
    checks.same("usable, units", found[4:], ["t" if effect["usable"] else "f", str(effect["units_treated"])])
    checks.same("headline", server.ask("SELECT headline FROM payoff_studies WHERE study = 'acme'"),
                [results["claims"][0]["text"]])
    types = server.ask("SELECT DISTINCT data_type FROM information_schema.columns WHERE table_name LIKE 'payoff%' ORDER BY 1")
    checks.same("types", types, ["bigint", "boolean", "double precision", "text"])


def check_replaced(server, export, checks):
    before = server.ask("SELECT md5(string_agg(e::text, '' ORDER BY e::text)) FROM payoff_effects e")
    server.ask("UPDATE payoff_effects SET estimate = 0 WHERE study = 'acme'")
    checks.same("again", export("reports/acme").returncode, 0)
    checks.same("after it", server.ask("SELECT md5(string_agg(e::text, '' ORDER BY e::text)) FROM payoff_effects e"), before)


def check_whole(server, export, checks):
    """The second table refuses: the first must be as it was."""
    server.ask("UPDATE payoff_studies SET headline = 'old'; ALTER TABLE payoff_effects ADD CONSTRAINT no CHECK (level < 0) NOT VALID")
    refused = export("reports")
    checks.same("refused", (refused.returncode, refused.stderr.startswith("payoff: nothing is exported: ")), (3, True))
    checks.same("old rows", server.ask("SELECT DISTINCT headline FROM payoff_studies"), ["old"])
    server.ask("ALTER TABLE payoff_effects DROP CONSTRAINT no")


def check_refusals(server, export, checks):
    server.ask("CREATE ROLE reader LOGIN")
    for uri, words in ((server.uri(user="reader"), "ermission denied"),
                       (server.uri(user="nobody"), 'role "nobody" does not exist'),
                       (server.uri(database="nowhere"), 'database "nowhere" does not exist')):
        refused = export("reports", uri)
        said = refused.stderr.strip()
        checks.same(words, (refused.returncode, words in said, "\n" in said), (3, True, False))


@contextlib.contextmanager
def running():
    """A server for as long as the block; None where there is none, or no ADBC driver of it."""
    programs = shutil.which("initdb") and os.path.dirname(os.path.realpath(shutil.which("initdb")))
    programs = programs or next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin"))), None)
    if not programs or not DRIVER.exists():
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        server = Server(programs, folder)
        try:
            yield server
        finally:
            server.stop()


def main():
    payoff, checks = os.path.abspath(sys.argv[1]), Checks()
    with tempfile.TemporaryDirectory() as folder, running() as server:
        work = pathlib.Path(folder)
        if not server:
            print("skipped: there is no PostgreSQL server, or no ADBC driver of it; ./dev test installs both")
            return 77
        studies(payoff, work)

        def export(inputs, uri=server.uri()):
            return subprocess.run([payoff, "export", inputs, "--to", DRIVER, "--option", uri, "--quiet"], cwd=work,
                                  capture_output=True, text=True)

        check_rows(server, export, work, checks)
        check_replaced(server, export, checks)
        check_whole(server, export, checks)
        check_refusals(server, export, checks)
    print(f"{checks.held} held, {checks.wrong} did not")
    return 1 if checks.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
