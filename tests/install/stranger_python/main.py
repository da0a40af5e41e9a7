"""A program of somebody else, who has the package payoff and nothing of its source: eight people, six weeks, half of them
with a tool from the fourth week on, in a table of the DuckDB that came with the package; then the command on the same."""
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import duckdb
import payoff

PEOPLE, WEEKS, ROLLOUT = 8, 6, 3
STUDY = {'columns': {'unit': 'person', 'time': 'week', 'period': 'week'}, 'method': {'name': 'did'},
         'metrics': [{'name': 'minutes', 'kind': 'time', 'unit': 'minutes'}],
         'rollout': {'group': 'arm', 'treated': 'tool', 'date': '2026-01-26'}}


def minutes(person, week):
    with_tool = person % 2 == 1 and week >= ROLLOUT
    return 30 + person - 0.5 * week + 0.1 * ((7 * person + 3 * week) % 5) - (4 if with_tool else 0)


def own_table():
    monday = datetime.date(2026, 1, 5)
    rows = [f"('person {person}', '{'tool' if person % 2 else 'none'}', DATE '{monday + datetime.timedelta(weeks=week)}', "
            f'{minutes(person, week)!r}::DOUBLE)' for person in range(PEOPLE) for week in range(WEEKS)]
    return duckdb.sql(f'SELECT * FROM (VALUES {", ".join(rows)}) AS rows (person, arm, week, minutes)')


def by_four_means():
    """On a balanced panel difference in differences is made of four means."""
    mean = [[0.0, 0.0], [0.0, 0.0]]
    for person in range(PEOPLE):
        for week in range(WEEKS):
            mean[person % 2][week >= ROLLOUT] += minutes(person, week) / (PEOPLE / 2 * ROLLOUT)
    return (mean[1][1] - mean[1][0]) - (mean[0][1] - mean[0][0])


def check(effect):
    change = effect['absolute']
    print(f"{effect['method']}: {change['estimate']} ({change['low']} to {change['high']})")
    assert abs(change['estimate'] - by_four_means()) < 1e-9, by_four_means()
    assert change['low'] < change['estimate'] < change['high']


def by_command(folder):
    own_table().write_csv(os.path.join(folder, 'rows.csv'))
    pathlib.Path(folder, 'study.json').write_text(json.dumps({**STUDY, 'data': {'files': 'rows.csv'}}), 'utf-8')
    subprocess.run([sys.executable, '-m', 'payoff', 'run', 'study.json', '-o', 'report', '--quiet'], check=True, cwd=folder)
    return json.loads(pathlib.Path(folder, 'report', 'results.json').read_text('utf-8'))


package = pathlib.Path(payoff.__file__).resolve().parent
assert package.parent == pathlib.Path(os.environ['PYTHONPATH']).resolve(), package
result = payoff.run(STUDY, own_table())
print(result.headline)
check(result.effects[0])
with tempfile.TemporaryDirectory() as scratch:
    check(by_command(scratch)['effects'][0])
    assert any(path.endswith('case-study.html') for path in result.report(os.path.join(scratch, 'own')))
