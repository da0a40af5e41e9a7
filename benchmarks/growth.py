#!/usr/bin/env python3
"""growth.py PAYOFF: how the time and the memory of a whole run grow with each dimension of its data.

One dimension is doubled at a time, the others stay; what a tiny study takes is taken off, and the exponent is that of the
last doublings: 1 = twice the data take twice as long. Seconds are those of all processors, so that other work on the
machine tells little.
"""
import math, sys, tempfile

import drawn

MOST = 1.15


def measure(program, **size):
    with tempfile.TemporaryDirectory() as folder:
        _, seconds, megabytes = drawn.measured_run(program, drawn.write(folder, **size), folder)
        return seconds, megabytes


# What doubles, from where, how often, and what stays.
DIMENSIONS = [
    ("rows", 16, 3, {"units": 400, "periods": 26}),
    ("units", 2000, 3, {"periods": 26}),
    ("periods", 250, 3, {"units": 40}),
    ("cohorts", 25, 3, {"units": 500, "periods": 420}),
    ("clusters", 25, 3, {"units": 400, "periods": 52}),
    ("metrics", 4, 3, {"units": 400, "periods": 52}),
    ("segments", 25, 3, {"units": 8000, "periods": 13}),
    ("covariates", 4, 3, {"units": 2000, "periods": 26}),
]

# Why an exponent may be larger: of time, of memory.
REASONS = {
    "periods": "a path of T points has T x T covariances",
    "metrics": "each metric's effect tells how far apart the groups were before in any of them",
    "cohorts": "so many averages have so many covariances",
}


def exponent(values, least):
    first, last = values[-3] - least, values[-1] - least
    return math.log2(last / first) / 2 if first > 0 and last > 0 else math.nan


def main():
    program = sys.argv[1]
    wanted = sys.argv[2:]
    unexplained = []
    tiny = measure(program, units=8, periods=4)
    print(f"{'':11}{'sizes':>24}  {'seconds of processors':>30}  exponent  {'MB':>24}  exponent")
    for name, start, doublings, others in DIMENSIONS:
        if wanted and name not in wanted:
            continue
        sizes = [start * 2 ** k for k in range(doublings + 1)]
        found = [measure(program, **others, **{name: size}) for size in sizes]
        seconds, megabytes = [each[0] for each in found], [each[1] for each in found]
        of_time, of_memory = exponent(seconds, tiny[0]), exponent(megabytes, tiny[1])
        reason = f"  ({REASONS[name]})" if max(of_time, of_memory) > MOST and name in REASONS else ""
        print(f"{name:11}{'  '.join(map(str, sizes)):>24}  {'  '.join('%.2f' % s for s in seconds):>30}  {of_time:8.2f}"
              f"  {'  '.join('%.0f' % m for m in megabytes):>24}  {of_memory:8.2f}{reason}", flush=True)
        if max(of_time, of_memory) > MOST and not reason:
            unexplained.append(name)
    if unexplained:
        sys.exit(f"growth: more than {MOST} without a reason: {', '.join(unexplained)}")


if __name__ == "__main__":
    main()
