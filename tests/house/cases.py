#!/usr/bin/env python3
"""cases.py PAYOFF KIND: replays the cases of a kind that were handed to us, by their own runner, and says which are wrong.

They are not committed here (PAYOFF_SHARED, or ../shared beside the repository): 77 where they are absent, as ctest skips.
"""
import os, pathlib, subprocess, sys

repository = pathlib.Path(__file__).resolve().parent.parent.parent
shared = pathlib.Path(os.environ.get("PAYOFF_SHARED") or repository.parent / "shared")
program, kind = sys.argv[1:]
runner = shared / "cases" / kind / "run.py"
if not runner.exists():
    sys.exit(77)
said = subprocess.run([sys.executable, runner, program], capture_output=True, text=True)
lines = (said.stdout + said.stderr).strip().splitlines()
wrong = [line for line in lines[:-1] if not line.startswith(("right", "ok"))]
print(*wrong, lines[-1] if lines else f"{runner} says nothing", sep="\n")
sys.exit(1 if wrong or said.returncode or not lines else 0)
