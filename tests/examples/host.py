#!/usr/bin/env python3
"""host.py HOST: does the host program of examples/host show what its rows hold, refuse nonsense, and stop on Ctrl-C?

Its rows were drawn with 1.5 minutes less per ticket and no change of satisfaction: so must the intervals say.
"""
import re, signal, subprocess, sys

TRUTH = {"handle minutes": -1.5, "satisfaction": 0.0}
INTERVAL = re.compile(r"^  (\S.*)\n    ([+-][\d.]+) .*, 95% CI ([+-][\d.]+) to ([+-][\d.]+)\n    [ ─●│]+", re.M)


def ran(host, *arguments):
    return subprocess.run([host, *arguments], capture_output=True, text=True, timeout=300)


def shown(host):
    found = ran(host)
    if found.returncode != 0 or "\r" in found.stdout or "evidence grade C (A is best, E weakest)" not in found.stdout:
        yield f"exits {found.returncode} with {found.stdout!r} {found.stderr!r}"
    words = " ".join(found.stdout.split())
    for sentence in ("The assistant is estimated to have saved support agents", "if nothing else happened",
                     "n = 30 with the assistant and 30 without", "What it is worth If the whole change is due to"):
        if sentence not in words:
            yield f"does not say {sentence!r}"
    intervals = {name: tuple(map(float, numbers)) for name, *numbers in INTERVAL.findall(found.stdout)}
    if intervals.keys() != TRUTH.keys():
        yield f"shows the effects {list(intervals)}"
    for name, (estimate, low, high) in intervals.items():
        if not low < estimate < high or not low <= TRUTH[name] <= high:
            yield f"{name}: {estimate}, {low} to {high}, but the truth is {TRUTH[name]}"
    long = ran(host, "20000")  # what lasts less than 20 ms need not be told
    if not re.search(r"reading the data \d+%.*estimating handle minutes \d+%", long.stderr, re.S):
        yield f"tells no progress: {long.stderr!r}"


def refused(host):
    for nonsense in ("x", "3", "-8", "60.5", "99999999999", ""):
        found = ran(host, nonsense)
        if (found.returncode, found.stdout) != (2, "") or "AGENTS is" not in found.stderr:
            yield f"AGENTS {nonsense!r}: exits {found.returncode} with {found.stderr!r}"


def stopped(host):
    with subprocess.Popen([host, "100000"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        running.stderr.read(1)  # it runs
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=300)
    if running.returncode != 10 or out:
        yield f"stopped: exits {running.returncode} with {out!r} {err!r}"


def main(host):
    faults = [*shown(host), *refused(host), *stopped(host)]
    print(*faults, f"host: {len(faults)} faults", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
