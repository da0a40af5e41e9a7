#!/usr/bin/env python3
"""The Python package as a stranger uses it: every way a table may come gives what the file gives, or a refusal."""
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

DATASETS = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'datasets')

try:
    import duckdb
    import pandas
    import polars
    import pyarrow
except ImportError as error:
    print(f'skipped: {error}')
    sys.exit(77)
import payoff

CSV = os.path.join(DATASETS, 'coding_assistant', 'data.csv')
STUDY = os.path.join(DATASETS, 'coding_assistant', 'study.json')
SMALL = {'columns': {'unit': 'who'}, 'rollout': {'group': 'arm', 'treated': 'yes'},
         'metrics': [{'name': 'minutes', 'kind': 'time', 'unit': 'minutes'}]}
PEOPLE = {'who': list('abcdefgh'), 'arm': ['yes', 'no'] * 4, 'minutes': [5.0, 8.0, 6.0, 9.0, 5.0, 8.0, 6.0, 9.0]}


def as_dates(frame):
    frame['week'] = pandas.to_datetime(frame['week'])
    return frame


def as_categories(frame):
    for name in ('developer', 'team', 'assistant'):
        frame[name] = frame[name].astype('category')
    return frame


def in_pieces(table):
    rows = list(range(0, table.num_rows, 701))
    return pyarrow.concat_tables(table.slice(first, 701) for first in rows)


DISGUISES = {
    'pandas': lambda: pandas.read_csv(CSV),
    'pandas of pyarrow': lambda: pandas.read_csv(CSV, dtype_backend='pyarrow'),
    'pandas with dates': lambda: as_dates(pandas.read_csv(CSV)),
    'pandas with categories': lambda: as_categories(pandas.read_csv(CSV)),
    'polars': lambda: polars.read_csv(CSV),
    'polars with dates': lambda: polars.read_csv(CSV, try_parse_dates=True),
    'polars of text': lambda: polars.read_csv(CSV, infer_schema=False),
    'pyarrow': lambda: pyarrow.table(pandas.read_csv(CSV)),
    'pyarrow in pieces': lambda: in_pieces(pyarrow.table(pandas.read_csv(CSV))),
    'a stream': lambda: pyarrow.table(pandas.read_csv(CSV)).to_reader(max_chunksize=97),
    'DuckDB': lambda: duckdb.sql(f"FROM read_csv('{CSV}')"),
}


class Tables(unittest.TestCase):
    def test_every_disguise_gives_what_the_file_gives(self):
        expected = payoff.run(STUDY).json
        for name, table in DISGUISES.items():
            with self.subTest(name):
                found = payoff.run(STUDY, table()).json
                for key in ('effects', 'claims', 'verdict', 'trends'):
                    self.assertEqual(found[key], expected[key])
                self.assertEqual(found['ledger']['rows_used'], expected['ledger']['rows_used'])

    def test_by_property_missing_cells_are_missing_however_they_are_written(self):
        draw = random.Random(4)
        for _ in range(20):
            holes = sorted(draw.sample(range(8), draw.randint(1, 3)))
            texts = [None if i in holes else f'{value:g}' for i, value in enumerate(PEOPLE['minutes'])]
            numbers = [None if text is None else float(text) for text in texts]
            nans = [float('nan') if number is None else number for number in numbers]
            spelled = [draw.choice(['NaN', 'n/a', '', '-']) if text is None else text for text in texts]
            found = []
            for cells in (numbers, nans, texts, spelled):
                table = polars.DataFrame({**PEOPLE, 'minutes': cells}, strict=False)
                result = payoff.run(SMALL, table).json
                found.append((result['effects'], result['ledger']['rows_used'], result['ledger']['rows_filtered']))
            self.assertEqual([each for each in found if each != found[0]], [])

    def test_the_frame_is_not_changed_and_may_be_used_again(self):
        frame = pandas.read_csv(CSV)
        before = frame.copy()
        self.assertEqual(payoff.run(STUDY, frame).json['effects'], payoff.run(STUDY, frame).json['effects'])
        pandas.testing.assert_frame_equal(frame, before)

    def test_a_joined_table_is_given_by_its_name(self):
        path = os.path.join(DATASETS, 'service_desk', 'study.json')
        roster = pandas.read_csv(os.path.join(DATASETS, 'service_desk', 'roster.csv'))
        self.assertEqual(payoff.run(path, tables={'roster': roster}).effects, payoff.run(path).effects)

    def test_columns_are_not_copied(self):
        rows = 4_000_000
        code = f'''
import resource, numpy, pyarrow, payoff
rows = {rows}
unit = numpy.arange(rows) % 1000
table = pyarrow.table({{"who": unit, "arm": unit % 2, "minutes": numpy.ones(rows) + unit % 3}})
study = {{"columns": {{"unit": "who"}}, "rollout": {{"group": "arm", "treated": "1"}},
         "metrics": [{{"name": "minutes", "kind": "time", "unit": "minutes", "aggregate": "mean"}}]}}
payoff.run(study, table.slice(0, 100_000), threads=1)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
payoff.run(study, table, threads=1)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, table.nbytes // 1024)
'''
        grown, held = map(int, subprocess.run([sys.executable, '-c', code], check=True, capture_output=True,
                                              text=True).stdout.split())
        self.assertLess(grown, held / 2, f'{held} KiB of columns, and {grown} KiB more to read them')


class Refusals(unittest.TestCase):
    def refused(self, study, *tables, **more):
        with self.assertRaises(payoff.PayoffError) as caught:
            payoff.run(study, *tables, **more)
        return caught.exception

    def test_what_is_no_table_is_named_with_the_way_out(self):
        with self.assertRaisesRegex(TypeError, 'data is a list, but must be a table with columns'):
            payoff.run(SMALL, [1, 2])

    def test_errors_carry_their_place(self):
        error = self.refused({**SMALL, 'metricks': []}, pandas.DataFrame(PEOPLE))
        self.assertEqual((error.code, error.key), (2, 'metricks'))
        self.assertRegex(str(error), 'did you mean')
        self.assertEqual(self.refused('not/there.json').code, 3)

    def test_columns_that_cannot_be_read_are_named(self):
        column = pyarrow.array([1.0] * 8, pyarrow.float16())
        error = self.refused(SMALL, pyarrow.table({**PEOPLE, 'odd one': column}))
        self.assertIn("column 'odd one'", str(error))
        twice = pyarrow.table([pyarrow.array(PEOPLE[name]) for name in ('who', 'arm', 'minutes', 'minutes')],
                              names=['who', 'arm', 'minutes', 'minutes'])
        self.assertIn('minutes', str(self.refused(SMALL, twice)))

    def test_a_stranger_reads_no_file(self):
        study = {**SMALL, 'rollout': {'group': "(SELECT min(content) FROM read_text('/etc/hostname'))", 'treated': '1'}}
        self.assertEqual(self.refused(study, pandas.DataFrame(PEOPLE), trusted=False).code, 2)

    def test_estimate_knows_its_arguments(self):
        with self.assertRaisesRegex(TypeError, 'grop is no argument of estimate'):
            payoff.estimate(pandas.DataFrame(PEOPLE), metric='minutes', grop='arm')


class Running(unittest.TestCase):
    def test_estimate_is_the_study_it_stands_for(self):
        frame = pandas.read_csv(CSV)
        by_words = payoff.estimate(frame, 'cycle_hours', kind='time', metric_unit='hours', per='pull_requests',
                                   unit='developer', time='week', cluster='team', group='assistant', treated='yes',
                                   date='2025-03-31')
        written = payoff.run(STUDY, frame)
        self.assertEqual(by_words.effects[0]['absolute'], written.effects[0]['absolute'])
        self.assertEqual(payoff.run(written.json['study'], frame).effects, written.effects)
        of_file = payoff.estimate(CSV, 'cycle_hours', kind='time', metric_unit='hours', per='pull_requests',
                                  unit='developer', time='week', cluster='team', group='assistant', treated='yes',
                                  date='2025-03-31')
        self.assertEqual(by_words.effects, of_file.effects)

    def test_progress_is_told_in_order_and_may_raise(self):
        seen = []
        payoff.run(STUDY, progress=lambda stage, share: seen.append(share))
        self.assertTrue(seen and seen == sorted(seen))

        def raise_it(stage, share):
            raise ValueError('enough')
        with self.assertRaisesRegex(ValueError, 'enough'):
            payoff.run(STUDY, progress=raise_it)

    def test_ctrl_c_stops_a_run(self):
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        with self.assertRaises(KeyboardInterrupt):
            for _ in range(1000):
                payoff.run(STUDY)

    def test_other_threads_go_on_meanwhile(self):
        ticks, done = [], threading.Event()

        def tick():
            while not done.is_set():
                ticks.append(time.monotonic())
                time.sleep(0.005)
        ticker = threading.Thread(target=tick)
        ticker.start()
        payoff.run(os.path.join(DATASETS, 'support_assistant', 'study.json'))
        done.set()
        ticker.join()
        self.assertGreater(len(ticks), 10)


class Results(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.result = payoff.run(STUDY)

    def test_effects_as_rows_for_every_library(self):
        table = pyarrow.table(self.result)
        self.assertEqual(table.column('metric')[0].as_py(), 'cycle_hours')
        self.assertEqual(self.result.to_frame().shape, table.shape)
        self.assertEqual(polars.DataFrame(self.result).shape, table.shape)
        self.assertAlmostEqual(table.column('estimate')[0].as_py(), self.result.effects[0]['absolute']['estimate'])

    def test_the_report_is_written_and_shown(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = self.result.report(folder, formats=['html', 'json'])
            self.assertIn(os.path.join(folder, 'case-study.html'), paths)
            self.assertEqual(json.loads(pathlib.Path(folder, 'results.json').read_text('utf-8')), self.result.json)
            self.assertFalse(os.path.exists(os.path.join(folder, 'report.md')))
        self.assertIn('srcdoc="&lt;!doctype html', self.result._repr_html_()[:4000].lower())
        self.assertIn(self.result.headline[:40], self.result.markdown())
        self.assertIn(f'grade {self.result.grade}', repr(self.result))

    def test_a_claim_is_judged(self):
        self.assertEqual(self.result.judge('cuts cycle hours by 90%')['verdict'], 'contradicted')

    def asked_by_an_assistant(self, more, **environment):
        """run on PEOPLE with more files beside them."""
        with tempfile.TemporaryDirectory() as folder:
            say = [{'jsonrpc': '2.0', 'id': 1, 'method': 'initialize', 'params': {
                        'protocolVersion': '2025-06-18', 'capabilities': {}, 'clientInfo': {'name': 't', 'version': '1'}}},
                   {'jsonrpc': '2.0', 'method': 'notifications/initialized'},
                   {'jsonrpc': '2.0', 'id': 2, 'method': 'tools/call', 'params': {'name': 'run', 'arguments': {
                        'study': {**SMALL, 'data': {'files': 'p.csv'}},
                        'data': {'p.csv': pandas.DataFrame(PEOPLE).to_csv(index=False), **more}}}}]
            run = subprocess.Popen([sys.executable, '-m', 'payoff', 'mcp', folder], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True, env={**os.environ, **environment})
            with run:
                run.stdin.write(''.join(json.dumps(each) + '\n' for each in say))
                run.stdin.flush()
                for line in run.stdout:
                    answer = json.loads(line)
                    if answer.get('id') == 2:
                        break
                run.stdin.close()
            self.assertFalse(answer['result'].get('isError'), answer)

    def test_assistants_are_served_by_the_command_too(self):
        self.asked_by_an_assistant({})

    def test_modules_among_the_files_of_a_stranger_are_not_imported(self):
        with tempfile.TemporaryDirectory() as folder:
            imported = os.path.join(folder, 'imported')
            module = f'open({imported!r}, "w").close()\n'
            names = ('_duckdb', 'json', 'payoff', 'os', 'sitecustomize')
            paths = ('', os.environ.get('PYTHONPATH', ''))  # an empty word is the folder that a program works in
            for path in (os.pathsep.join(paths), os.pathsep.join(reversed(paths))):
                self.asked_by_an_assistant({f'{name}.py': module for name in names}, PYTHONPATH=path)
            self.assertFalse(os.path.exists(imported))

    def test_the_command_is_the_program(self):
        run = [sys.executable, '-m', 'payoff', 'check', STUDY]
        self.assertIn('the study can run', subprocess.run(run, check=True, capture_output=True, text=True).stdout)
        self.assertEqual(subprocess.run([*run[:-1], 'not/there.json'], capture_output=True).returncode, 3)


if __name__ == '__main__':
    unittest.main()
