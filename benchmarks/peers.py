#!/usr/bin/env python3
"""payoff against the peers, side by side in one run on the same data.

    python3 benchmarks/peers.py [--small] [WORKLOAD ...]

Peers come from their registry: pip install -r benchmarks/requirements.txt
Each peer_*.py beside this file lists its workloads. For each, the data are drawn once,
written as raw columns for payoff and handed to the peer as it likes them; then payoff and
the peer run in turn, three times (slow peers once), each in a process of its own, and the
medians, peak memories and ratios are printed. The number both arrive at is compared.
"""
import argparse
import importlib
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent / "build" / "release" / "benchmarks"
REPETITIONS = 3
MEMORY_BYTES = 18 << 30


def workloads():
    found = {}
    for file in sorted(HERE.glob("peer_*.py")):
        found.update(importlib.import_module(file.stem).WORKLOADS)
    return found


def run_payoff(workload, folder):
    out = subprocess.run([BUILD / workload["program"], *workload["arguments"], folder], check=True, capture_output=True,
                         text=True).stdout.split()
    return {"seconds": float(out[1]), "megabytes": float(out[3]), "number": float(out[5])}


def run_peer(name, peer, folder, patience):
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))

    try:
        out = subprocess.run([sys.executable, __file__, "--one", name, peer, folder], capture_output=True, text=True,
                             timeout=patience, preexec_fn=limit)
    except subprocess.TimeoutExpired:
        return {"failed": f"no answer in {patience:g} s"}
    if out.returncode:
        return {"failed": out.stderr.strip().splitlines()[-1] if out.stderr.strip() else f"exit {out.returncode}"}
    return json.loads(out.stdout.splitlines()[-1])


def one(name, peer, folder):
    """In a process of its own: warm up on the peer's own small data, read, and time the call."""
    prepare, call = workloads()[name]["peers"][peer]
    prepared = prepare(pathlib.Path(folder))
    start = time.perf_counter()
    number = call(prepared)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak, "number": float(number)}))


def median(runs, key):
    return statistics.median(run[key] for run in runs)


def compare(name, workload, small, patience):
    with tempfile.TemporaryDirectory() as folder:
        workload["draw"](pathlib.Path(folder), small)
        runs = {"payoff": []} | {peer: [] for peer in workload["peers"]}
        for _ in range(REPETITIONS):
            for who, done in runs.items():
                if who == "payoff":
                    done.append(run_payoff(workload, folder))
                elif not done or done[-1].get("seconds", patience) < patience / 10:
                    done.append(run_peer(name, who, folder, patience))
    print(f"{name}: {workload['what']}")
    ours = median(runs["payoff"], "seconds")
    for who, done in runs.items():
        failed = [run["failed"] for run in done if "failed" in run]
        if failed:
            print(f"  {who:28} failed: {failed[0]}")
            continue
        seconds = median(done, "seconds")
        print(f"  {who:28} {seconds:9.3f} s {median(done, 'megabytes'):8.0f} MB  {seconds / ours:8.1f} x payoff's time"
              f"  {median(done, 'number'):.9g}")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--small", action="store_true", help="a hundredth of the data: does it run at all")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--patience", type=float, default=300, metavar="SECONDS",
                        help="a peer is not waited for longer, and run again only if it took less than a tenth")
    arguments = parser.parse_args()
    if arguments.one:
        one(*arguments.names)
        return
    for name, workload in workloads().items():
        if not arguments.names or name in arguments.names:
            compare(name, workload, arguments.small, arguments.patience)


if __name__ == "__main__":
    main()
