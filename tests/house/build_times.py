#!/usr/bin/env python3
"""build_times.py BUILD [N]: the N slowest steps of a build, and all of them together, from the log that ninja keeps.

The seconds are those on the clock: CPU seconds where the machine had a core for every step.
"""
import os
import sys


def main(build, count=20):
    seconds = {}  # of the last time that each output was made
    with open(os.path.join(build, '.ninja_log'), encoding='utf-8') as log:
        for line in log:
            fields = line.rstrip('\n').split('\t')
            if len(fields) == 5:
                seconds[fields[3]] = (int(fields[1]) - int(fields[0])) / 1000
    compiled = {name: took for name, took in seconds.items() if name.endswith(('.o', '.gch'))}
    for name in sorted(compiled, key=compiled.get, reverse=True)[:int(count)]:
        print(f'{compiled[name]:7.1f} s  {os.path.relpath(name).replace("CMakeFiles/", "").replace(".dir/", "/")}')
    print(f'{sum(compiled.values()):7.1f} s  in all, {len(compiled)} compilations')


if __name__ == '__main__':
    main(*sys.argv[1:])
