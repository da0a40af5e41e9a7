#!/usr/bin/env python3
"""The rooms of engine/ and the arrows between them, counted from the includes.

    rooms.py [FOLDER]     floors, arrows and back arrows of a folder (default: engine), with every back arrow by name

A folder includes only what `ls` prints above it, public headers too: of two folders side by side the later one may
include the earlier; files that lie beside folders stand on top of them. An arrow is a pair (room, room it includes), a room a folder or a
file of the folder counted. Exit 1 where there is a back arrow.
"""
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.M)
# The folder that a public header belongs to, where it has not its name.
OWNERS = {'error': 'base', 'context': 'base', 'estimate': 'base', 'panel': 'data', 'regression': 'fit',
          'standard_errors': 'fit', 'wild_bootstrap': 'fit', 'correlation': 'measure', 'level': 'measure',
          'assumptions': 'monetize', 'frame': 'ingest', 'published': 'qualify', 'assertion': 'qualify', 'portfolio': 'report', 'payoff': 'tools'}


def all_includes(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as file:
        return INCLUDE.findall(file.read())


def includes(path):
    return [name for name in all_includes(path) if not name.startswith('payoff/')]


def owner(header):
    name = os.path.basename(header).removesuffix('.hpp')
    return OWNERS.get(name, name)


def sources(folder):
    for where, folders, files in os.walk(os.path.join(ROOT, folder)):
        folders.sort()
        for name in sorted(files):
            if name.endswith(('.cpp', '.hpp')):
                yield os.path.relpath(os.path.join(where, name), ROOT)


def is_back(source, included):
    """May a file (both paths relative to engine/) not include the other?"""
    own, other = os.path.dirname(source).split('/'), os.path.dirname(included).split('/')
    for a, b in zip(own, other):
        if a != b:
            return b > a
    return len(other) < len(own)  # a file beside one's own folder stands on top of it


def back_arrows():
    found = []
    for path in sources('engine'):
        name = os.path.relpath(path, 'engine')
        found += [(path, other) for other in includes(path) if is_back(name, other)]
    for path in [*sources('engine'), *sources('include/payoff')]:
        own = owner(path) if path.startswith('include/') else path.split('/')[1]
        found += [(path, other) for other in all_includes(path) if other.startswith('payoff/') and owner(other) > own]
    return found


def room_arrows(folder):
    """The rooms of a folder, and which of them includes which other."""
    prefix = '' if folder == 'engine' else os.path.relpath(folder, 'engine') + '/'

    def room(name):
        return name[len(prefix):].split('/')[0].rsplit('.', 1)[0] if name.startswith(prefix) else None

    arrows = {}
    for path in sources(folder):
        name = os.path.relpath(path, 'engine')
        to = arrows.setdefault(room(name), set())
        to.update(room(other) for other in includes(path))
    return {own: to - {own, None} for own, to in arrows.items()}


def floors(arrows):
    def height(own, above=()):
        return 1 + max((height(to, above + (own,)) for to in arrows.get(own, ()) if to not in above), default=0)
    return max(map(height, arrows), default=0)


def main():
    folder = sys.argv[1].rstrip('/') if len(sys.argv) > 1 else 'engine'
    arrows = room_arrows(folder)
    back = [(own, to) for own, to in back_arrows() if own.startswith(('include/', folder + '/'))]
    print(f'{folder}: {len(arrows)} rooms, {floors(arrows)} floors, {sum(map(len, arrows.values()))} arrows, '
          f'{len(back)} back arrows')
    for own, to in back:
        print(f'  {own} includes {to}')
    return 1 if back else 0


if __name__ == '__main__':
    sys.exit(main())
