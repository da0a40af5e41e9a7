#!/usr/bin/env python3
"""mutate.py BUILD [N] [SEED] [FOLDER]: would the tests notice?

Makes N small changes to the engine (below FOLDER), one at a time: a comparison, a sign, a constant, a condition or a
guard left out. Each is built and tested: first by the suite of the same name, then by those of its folder, then by all.
A change that every test lets pass has survived: a test is missing, or the change means nothing. The changes are made to
a copy in BUILD, so that the sources here are never touched, whatever stops this program.
"""
import filecmp
import os
import random
import re
import shutil
import subprocess
import sys
import time

from rooms import ROOT, sources

OPPOSITES = {'<': '<=', '<=': '<', '>': '>=', '>=': '>', '==': '!=', '!=': '==', '+': '-', '-': '+', '*': '/', '/': '*',
             '+=': '-=', '-=': '+=', '&&': '||', '||': '&&'}
OPERATOR = re.compile(r'(?<=[^"] )(?:[<>=!]=|&&|\|\||[-+*/<>]|[-+]=)(?= [^"])')
NUMBER = re.compile(r'(?<![\w.\]])(\d+\.\d+|\d+)(?![\w.])')
CLAUSE = re.compile(r' (?:&&|\|\|) (?:[^&|()]|\([^()]*\))+?(?=\)[ ;]|;| && | \|\| | \? )')
GUARD = re.compile(r'^ +if \(.*\) (?:return|continue|break)\b.*;$')
NO_CODE = re.compile(r'^\s*(?:#|//|template|using |namespace |friend |case )|operator|static_assert')
ALONE = 'house/toy_method'  # adds a method for the whole process
PATIENCE = 900  # seconds for the suites of one step: a change may never end


def visible(line):
    """The line with the insides of its texts and comments blanked, at the same length."""
    line = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', lambda m: '"' + '~' * (len(m[0]) - 2) + '"', line)
    return re.sub(r'//.*', lambda m: '~' * len(m[0]), line)


def changes_of(line):
    """Every small change of a line."""
    code = visible(line)
    if NO_CODE.search(code):
        return []

    def with_part(found, text):
        return line[:found.start()] + text + line[found.end():]

    made = [with_part(m, OPPOSITES[m[0]]) for m in OPERATOR.finditer(code)]
    made += [with_part(m, str(float(m[0]) * 1.5) if '.' in m[0] else str(int(m[0]) + 1)) for m in NUMBER.finditer(code)]
    made += [with_part(m, '') for m in CLAUSE.finditer(code)]
    return made + ([line[:len(line) - len(line.lstrip())] + ';'] if GUARD.match(code) else [])


def update(copy):
    """Makes the copy what is here; what did not change keeps its time, so that a build goes on where it was."""
    listed = subprocess.run(['git', 'ls-files', '-co', '--exclude-standard'], cwd=ROOT, check=True, text=True,
                            capture_output=True).stdout.split('\n')
    kept = {name for name in listed if os.path.isfile(os.path.join(ROOT, name))}
    for where, _, files in os.walk(copy):
        for name in files:
            if os.path.relpath(os.path.join(where, name), copy) not in kept:
                os.remove(os.path.join(where, name))
    for name in kept:
        own, copied = os.path.join(ROOT, name), os.path.join(copy, name)
        if not os.path.exists(copied) or not filecmp.cmp(own, copied, shallow=False):
            os.makedirs(os.path.dirname(copied), exist_ok=True)
            shutil.copyfile(own, copied)


class Copy:
    def __init__(self, folder):
        folder = os.path.abspath(folder)
        self.source, self.build = os.path.join(folder, 'source'), os.path.join(folder, 'build')
        update(self.source)
        os.environ.setdefault('PAYOFF_SHARED', os.path.abspath(os.path.join(ROOT, '..', 'shared')))
        # One file is compiled anew for a change, the tests never: those stay together.
        subprocess.run(['cmake', '-S', self.source, '-B', self.build, '-G', 'Ninja', '-DCMAKE_BUILD_TYPE=',
                        '-DCMAKE_CXX_FLAGS=-O1', '-DPAYOFF_BUILD_BY_FOLDER=payoff_tests'],
                       check=True, stdout=subprocess.DEVNULL)
        if not self.builds():
            sys.exit('mutate: the engine does not build as it is')
        if not self.passes('*'):
            sys.exit('mutate: the tests do not pass as they are')

    def builds(self):
        command = ['cmake', '--build', self.build, '--target', 'payoff', 'payoff_tests']
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0

    def passes(self, suites):
        command = [os.path.join(self.build, 'tests', 'payoff_tests'), '--abort-after=1', '--test-suite=' + suites,
                   '--test-suite-exclude=' + ALONE]
        try:
            code = subprocess.run(command, cwd=self.source, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  timeout=PATIENCE).returncode
        except subprocess.TimeoutExpired:
            return False
        return code in (0, 77)  # 77: passed, but for what lacks its data

    def write(self, path, lines):
        with open(os.path.join(self.source, path), 'w', encoding='utf-8') as file:
            file.write('\n'.join(lines))

    def verdict(self, path):
        """Who noticed, '' where nobody did; None where the change does not even compile."""
        if not self.builds():
            return None
        name = os.path.splitext(path[len('engine/'):])[0]
        for suites in (name, os.path.dirname(name) + '/*', '*'):
            if not self.passes(suites):
                return suites
        return ''


def draw(copy, dice, folder):
    paths = [path for path in sources(folder) if path.endswith('.cpp')]
    if not paths:
        sys.exit(f'mutate: no source lies below {folder}')
    while True:
        path = dice.choice(paths)
        with open(os.path.join(copy.source, path), encoding='utf-8') as file:
            lines = file.read().split('\n')
        candidates = [(i, line) for i, line in enumerate(lines) if changes_of(line)]
        if candidates:
            i, line = dice.choice(candidates)
            return path, lines, i, dice.choice(changes_of(line))


def main(folder, count=10, seed=1, room='engine'):
    copy, dice, killed, survived = Copy(folder), random.Random(int(seed)), 0, 0
    while killed + survived < int(count):
        path, lines, i, changed = draw(copy, dice, room.rstrip('/'))
        began = time.monotonic()
        try:
            copy.write(path, lines[:i] + [changed] + lines[i + 1:])
            by = copy.verdict(path)
        finally:
            copy.write(path, lines)
        if by is None:
            continue
        killed, survived = killed + (by != ''), survived + (by == '')
        said = f'killed by {by}' if by else 'SURVIVED'
        print(f'{path}:{i + 1}: {said} ({time.monotonic() - began:.0f} s)\n'
              f'    {lines[i].strip()}  ->  {changed.strip()}', flush=True)
    print(f'{killed} killed, {survived} survived')


if __name__ == '__main__':
    main(*sys.argv[1:])
