#!/usr/bin/env python3
"""What Python costs beside C++: the study of overhead.cpp on the same ten million cells in a pyarrow table, in one run with
it, in turn; and how much memory it takes beyond the columns.

    overhead.py BENCH_OVERHEAD [ROUNDS]     with build/release/python in PYTHONPATH
"""
import json
import resource
import statistics
import subprocess
import sys
import time

import numpy
import payoff
import pyarrow

UNITS, WEEKS, ROLLOUT, ROWS = 1_000, 50, 25, 2_500_000
STUDY = {'columns': {'unit': 'unit', 'time': 'week', 'period': 'integer'},
         'rollout': {'group': 'arm', 'treated': '1', 'date': '25'},
         'metrics': [{'name': 'minutes', 'kind': 'time', 'unit': 'minutes', 'aggregate': 'mean'}], 'report': {'formats': ['json']}}


def columns():
    i = numpy.arange(ROWS)
    unit, week = i // WEEKS % UNITS, i % WEEKS
    arm = unit % 2
    minutes = 30 + (i * 7919 % 101) / 10 - numpy.where((arm == 1) & (week >= ROLLOUT), 4, 0)
    return pyarrow.table({'unit': unit, 'week': week, 'arm': arm, 'minutes': minutes})


def main():
    bench, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
    table = columns()
    payoff.run(STUDY, table.slice(0, UNITS * WEEKS))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    python, cpp = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        payoff.run(STUDY, table)
        python.append(time.perf_counter() - start)
        out = subprocess.run([bench, '1'], check=True, capture_output=True, text=True).stdout.splitlines()
        cpp.append(json.loads(out[-1])['cpp'])
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    ratio = statistics.median(python) / statistics.median(cpp)
    print(f'Python {statistics.median(python):.3f} s, C++ {statistics.median(cpp):.3f} s: {ratio:.3f} times as long '
          f'(medians of {rounds}); {grown / 1024:.0f} MB beyond the {table.nbytes / 2**20:.0f} MB of columns')


if __name__ == '__main__':
    main()
