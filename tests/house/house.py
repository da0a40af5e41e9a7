#!/usr/bin/env python3
"""The rules of the house, read off the source tree; prints what breaks one, and `N passed, N failed` last.

How long a function may be, how deep and with how many parameters, clang-tidy measures (`./dev lint`).
"""
import os
import re
import sys

import rooms
from rooms import ROOT

LONGEST_ESTIMATOR, LONGEST_FILE = 250, 300
# Rooms that are pure functions: each of their sources has a test of the same name.
PURE = {'base', 'data', 'fit', 'measure', 'monetize', 'qualify'}
LISTS = re.compile(r'/(catalog|methods)\.cpp$')  # tests/house/catalog_test.cpp looks at every row
DRAWER = re.compile(r'\b(util|utils|utility|utilities|misc|helpers?)\b')
ASKS_LOCALE = re.compile(r'\b(strto(?:d|f|ld)|sto(?:d|f|ld)|atof|v?s?n?printf|s?scanf|setlocale)\(')
BANNER = re.compile(r'Copyright|SPDX|Licensed under|All rights reserved')


def read(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as file:
        return file.read()


def exists(path):
    return os.path.exists(os.path.join(ROOT, path))


def all_sources():
    return [path for folder in ('benchmarks', 'datasets', 'engine', 'include', 'tests') for path in rooms.sources(folder)]


def back_arrows():
    """A folder of engine/ includes only itself and what ls prints above it, inside its rooms too."""
    for own, other in rooms.back_arrows():
        yield f'{own} includes {other}'


def engine_includes_exist():
    """The engine includes its own headers by their path below engine/, and the public ones."""
    for path in rooms.sources('engine'):
        for name in rooms.includes(os.path.join(ROOT, path)):
            if not exists('engine/' + name):
                yield f'{path} includes {name}'


def public_headers_are_alone():
    """Public headers include the standard library and each other, nothing else."""
    for path in rooms.sources('include'):
        for bracket, name in re.findall(r'^\s*#\s*include\s*([<"])([^>"]+)', read(path), re.M):
            standard = bracket == '<' and not re.search(r'[./]', name)
            if not standard and not (bracket == '"' and exists('include/' + name)):
                yield f'{path} includes {name}'


def files_are_short():
    """No file is longer than its budget."""
    for path in all_sources():
        budget = LONGEST_ESTIMATOR if path.startswith('engine/measure/') and path.endswith('.cpp') else LONGEST_FILE
        lines = read(path).count('\n')
        if lines > budget:
            yield f'{path} has {lines} lines, but must have at most {budget}'


def sources_have_tests():
    """Every source of the pure stages has a test of the same name."""
    for path in rooms.sources('engine'):
        name = path[len('engine/'):-len('.cpp')]
        if path.endswith('.cpp') and name.split('/')[0] in PURE and not LISTS.search(path):
            if not exists(f'tests/{name}_test.cpp'):
                yield f'tests/{name}_test.cpp is missing'


def suites_are_named_after_their_path():
    """ctest finds a suite by the path of its file; the file is one suite, so that its names are its own."""
    for path in rooms.sources('tests'):
        if path.endswith('_test.cpp'):
            suite = path[len('tests/'):-len('_test.cpp')]
            if f'TEST_SUITE("{suite}") {{' not in read(path):
                yield f'{path} does not say TEST_SUITE("{suite}") {{'


def nothing_without_a_name():
    """No licence banners, and no drawer for what has no name of its own."""
    for path in all_sources():
        if DRAWER.search(path):
            yield f'{path} is a drawer'
        if BANNER.search('\n'.join(read(path).split('\n')[:10])):
            yield f'{path} has a banner'


def numbers_have_one_form():
    """Nothing asks a locale how a number is written (house/decimal_comma runs what reads and writes)."""
    asks = [*rooms.sources('engine'), *rooms.sources('include/payoff'), *rooms.sources('tests')]
    for path in sorted(set(asks) - {'tests/test_main.cpp', 'tests/fuzz/driver.cpp'}):  # sets the locale; counts inputs
        for found in ASKS_LOCALE.findall(read(path)):
            yield f'{path} calls {found}: use from_chars and fmt'


def cases_are_whole():
    """Every worked case has its data, study, expectation and card."""
    folder = os.path.join(ROOT, 'datasets')
    for case in sorted(name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name))):
        for name in ('study.json', 'expected.json', 'CARD.md'):
            if not exists(f'datasets/{case}/{name}'):
                yield f'datasets/{case}/{name} is missing'
        if not any(name.endswith('.csv') for name in os.listdir(os.path.join(folder, case))):
            yield f'datasets/{case} has no data'


RULES = [back_arrows, engine_includes_exist, public_headers_are_alone, files_are_short, sources_have_tests,
         suites_are_named_after_their_path, nothing_without_a_name, numbers_have_one_form, cases_are_whole]


def main():
    failed = 0
    for rule in RULES:
        broken = list(rule())
        failed += bool(broken)
        if broken:
            print(f'{rule.__doc__}\n  ' + '\n  '.join(broken))
    print(f'{len(RULES) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
