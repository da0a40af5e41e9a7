#!/usr/bin/env python3
"""runs.py PAYOFF [NAME ...]: what whole runs take, from files to all their reports, on all processors.

Each study is drawn (two are worked cases), then run three times; medians. Studies of one name are run in turn, and each is
told as so many times the first.
"""
import os, pathlib, statistics, sys, tempfile

import drawn

CASES = pathlib.Path(__file__).resolve().parent.parent / "datasets"
ROUNDS = 3
LABELS = {"units": 20_000, "periods": 26}
LONG = {"units": 120, "periods": 104}
# Studies of one name: what each is, and its size or the worked case that it is.
WORKLOADS = {
    "cases": {"the smallest worked case": "idle_tool", "support_assistant": "support_assistant"},
    "metrics": {"22,000 people x 24 months x 12 metrics, 8 dates by 400 teams, 4 labels":
                {"units": 22_000, "periods": 24, "period": "month", "cohorts": 8, "clusters": 400, "metrics": 12, "guardrails": 3,
                 "segments": 4}},
    "days": {f"40 units x {days:,} days": {"units": 40, "periods": days, "period": "day"} for days in (500, 1000, 2000)},
    "dates": {f"{dates} adoption dates, 2 units each": {"units": dates * 5 // 2, "periods": dates + 20, "cohorts": dates, "quiet": 10}
              for dates in (100, 200, 500)},
    "labels": {"20,000 units x 26 weeks": LABELS, "in 1,000 labels": LABELS | {"segments": 1000}},
    "clusters": {f"{LONG['units']} units x {LONG['periods']} weeks, {dates} of {clusters} clusters":
                 LONG | {"clusters": clusters, "cohorts": cohorts}
                 for dates, cohorts in (("one date", 0), ("6 dates", 6)) for clusters in (50, 100)},
    "documents": {"300 people x 12 months x 40 metrics x 12 labels, 3 dates":
                  {"units": 300, "periods": 12, "period": "month", "cohorts": 3, "metrics": 40, "guardrails": 3, "segments": 12}},
}


def study_of(folder, size):
    return CASES / size / "study.json" if isinstance(size, str) else drawn.write(folder, **size)


def compare(payoff, studies):
    with tempfile.TemporaryDirectory() as folder:
        runs = {}
        for number, (what, size) in enumerate(studies.items()):
            place = os.path.join(folder, str(number))
            os.mkdir(place)
            runs[what] = (study_of(place, size), place, [])
        for _ in range(ROUNDS):
            for study, place, found in runs.values():
                found.append(drawn.measured_run(payoff, study, place))
    first = None
    for what, (_, _, found) in runs.items():
        seconds, of_processors, megabytes = [statistics.median(each) for each in zip(*found)]
        times = f"  {seconds / first:5.2f} times" if first else ""
        first = first or seconds
        print(f"{what:72} {seconds:7.3f} s  {of_processors:7.3f} s of processors  {megabytes:6.0f} MB{times}", flush=True)


def main():
    payoff = os.path.abspath(sys.argv[1])
    for name in sys.argv[2:] or WORKLOADS:
        compare(payoff, WORKLOADS[name])


if __name__ == "__main__":
    main()
