#!/usr/bin/env python3
"""cases.py PAYOFF KIND: replays the cases of a kind that were handed to us, by their own runner, and says which are wrong.

They are not committed here (PAYOFF_SHARED, or ../shared beside the repository): 77 where they are absent, as ctest skips.
Their runners read all that lies in the folder of a run as files; tables/ and pictures/ are read as all that they hold.
"""
import os, pathlib, subprocess, sys

FOLDERS_AS_FILES = """
import builtins, io, os, pathlib, runpy, sys
plain = builtins.open
def open_all(path, mode="r", *others, **how):
    if not (isinstance(path, str) and os.path.isdir(path)):
        return plain(path, mode, *others, **how)
    held = b"".join(each.name.encode() + each.read_bytes() for each in sorted(pathlib.Path(path).iterdir()))
    return io.BytesIO(held) if "b" in mode else io.StringIO(held.decode(errors="replace"))
builtins.open = open_all
del sys.argv[0]
sys.path.insert(0, os.path.dirname(sys.argv[0]))
runpy.run_path(sys.argv[0], run_name="__main__")
"""

repository = pathlib.Path(__file__).resolve().parent.parent.parent
shared = pathlib.Path(os.environ.get("PAYOFF_SHARED") or repository.parent / "shared")
program, kind = sys.argv[1:]
runner = shared / "cases" / kind / "run.py"
if not runner.exists():
    sys.exit(77)
said = subprocess.run([sys.executable, "-c", FOLDERS_AS_FILES, runner, program], capture_output=True, text=True)
lines = (said.stdout + said.stderr).strip().splitlines()
wrong = [line for line in lines[:-1] if not line.startswith(("right", "ok"))]
print(*wrong, lines[-1] if lines else f"{runner} says nothing", sep="\n")
sys.exit(1 if wrong or said.returncode or not lines else 0)
