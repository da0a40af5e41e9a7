#!/usr/bin/env python3
"""notebook.py: does the app of examples/marimo show what the Python package finds? payoff is on PYTHONPATH.

Runs the app: on the worked case it opens with, on a table of the reader's own as the form gives it, on labels that are markup,
and on what has no answer. 77 without what `./dev examples` installs.
"""
import html, os, pathlib, sys, types, unittest

import pages

if not sys.prefix.startswith(str(pages.PYTHON.parents[1])):
    if pages.missing(marimo=pages.PYTHON):
        sys.exit(pages.SKIPPED)
    os.execv(pages.PYTHON, [str(pages.PYTHON), *sys.argv])
import pandas, payoff

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples/marimo"))
from app import app

ASKED = {"unit": "developer", "time": "week", "metric": "cycle_hours", "per": "pull_requests", "kind": "time",
         "metric_unit": "hours", "better": "lower", "adopted_on": None, "group": "assistant", "treated": "yes",
         "date": "2025-03-31"}


def shown(outputs):
    """All that is on the page, as it lies in its markup."""
    text = "".join(output.text for output in outputs if hasattr(output, "text"))
    return html.unescape(text).replace("&#92;", "\\").replace("\\u003c", "<").replace("\\u003e", ">").replace("\\u0026", "&")


def of_table(table, **changed):
    return app.run(defs={"table": table, "asked": types.SimpleNamespace(value={**ASKED, **changed})})


class App(unittest.TestCase):
    def setUp(self):
        self.table = pandas.read_csv(ROOT / "datasets/coding_assistant/data.csv", dtype=str, keep_default_na=False)

    def test_it_opens_with_a_worked_case(self):
        outputs, found = app.run()
        expected = payoff.run(ROOT / "datasets/support_assistant/study.json")
        self.assertEqual(found["result"].json["claims"], expected.json["claims"])
        for claim in expected.claims:
            self.assertIn(html.escape(claim), shown(outputs))
        self.assertIn(f"Evidence grade {expected.grade}", shown(outputs))
        rows = {(row["Metric"], row["Whom"]): (row["Change"], row["Low"], row["High"]) for row in found["rows"]}
        effect = expected.effects[0]["absolute"]
        self.assertEqual(rows["handle minutes", "everyone"], (effect["estimate"], effect["low"], effect["high"]))
        self.assertEqual(len(found["rows"]), len(expected.effects))
        self.assertIn("<iframe", shown(outputs))

    def test_a_table_of_ones_own_gives_what_the_package_gives(self):
        _, found = of_table(self.table)
        expected = payoff.run(ROOT / "datasets/coding_assistant/study.json").effects[0]["absolute"]
        self.assertAlmostEqual(found["result"].effects[0]["absolute"]["estimate"], expected["estimate"], places=9)

    def test_a_form_that_was_not_sent_estimates_nothing(self):
        outputs, found = app.run(defs={"table": self.table, "asked": types.SimpleNamespace(value=None)})
        self.assertNotIn("result", found)
        self.assertNotIn("Evidence grade", shown(outputs))

    def test_labels_that_are_markup_stay_text(self):
        name = "<img src=x onerror=alert(1)>"
        outputs, _ = of_table(self.table.rename(columns={"cycle_hours": name}), metric=name)
        said = [shown([output]) for output in outputs if "Evidence grade" in shown([output])]
        self.assertEqual(["<img" in each for each in said], [False])  # the table's rows are data, not markup
        self.assertIn("&lt;img", said[0])

    def test_what_has_no_answer_is_refused_by_name(self):
        for changed, words in (({"treated": "maybe"}, "maybe"), ({"unit": None}, "unit"), ({"date": "soon"}, "soon")):
            outputs, found = of_table(self.table, **changed)
            self.assertIsNone(found["result"])
            self.assertIn("No answer, and why:", shown(outputs))
            self.assertIn(words, shown(outputs))
            self.assertNotIn("Evidence grade", shown(outputs))


if __name__ == "__main__":
    unittest.main()
