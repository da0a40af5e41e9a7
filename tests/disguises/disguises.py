#!/usr/bin/env python3
"""disguises.py PAYOFF [DRAWS [SEED]]: the same data in every disguise that a file may wear give the same results, or a refusal
whose remedy gives them.

Each draw makes a clean panel, writes it clean and in one or two disguises of different kinds, and compares what `payoff run`
says of both. Where it refuses the disguise, the message must name a remedy (a key of the study); the remedy is applied, and
then the results must be the same. Prints the draws that fail, with what to repeat them, and last how many held.
"""
import csv, datetime, functools, io, json, pathlib, random, subprocess, sys, tempfile

MONDAY = datetime.date(2025, 1, 6)


class Panel:
    """Rows of (unit, date, arm, minutes, revenue); a cell of revenue may be missing."""

    def __init__(self, draw):
        self.weeks = draw.randint(8, 14)
        self.rollout = draw.randint(3, self.weeks - 3)
        self.by_lot = draw.random() < 0.8  # answered in a tenth of the time
        names = draw.choice(["agent {:02}", "{:04}", "josé{:02}", "T-{:02}/x"])
        units = [(names.format(i), "yes" if i % 2 else "no") for i in range(1, draw.randint(9, 17))]
        self.rows = []
        for unit, arm in units:
            base = draw.uniform(15, 45)
            for week in range(self.weeks):
                after = week >= self.rollout and arm == "yes"
                minutes = round((base + draw.gauss(0, 3) - 3 * after) * 4) / 4
                revenue = None if draw.random() < 0.05 else round(draw.lognormvariate(9, 2) + 0.01, 2)
                self.rows.append([unit, MONDAY + datetime.timedelta(7 * week), arm, max(minutes, 0.25), revenue])

    def study(self, file):
        return {"data": {"files": file},
                "columns": {"unit": "agent", "time": "week"},
                "rollout": {"group": "arm", "treated": "yes", "comparison": "no",
                            "date": (MONDAY + datetime.timedelta(7 * self.rollout)).isoformat(),
                            "randomized": self.by_lot},
                "metrics": [{"name": "minutes", "kind": "time", "unit": "minutes"},
                            {"name": "revenue", "kind": "revenue", "unit": "USD", "role": "secondary"}],
                "report": {"formats": ["json"]}}


class Wearing:
    """How a file is written: what each disguise changes."""

    def __init__(self):
        self.delimiter, self.line_end, self.encoding, self.quoting = ",", "\n", "utf-8", csv.QUOTE_MINIMAL
        self.header = ["agent", "week", "arm", "minutes", "revenue"]
        self.order = [0, 1, 2, 3, 4]
        self.write = [str, lambda d: d.isoformat(), str, lambda x: f"{x:g}", lambda x: f"{x:.2f}"]
        self.missing = ""
        self.extra_rows = []   # written as they are, after the others
        self.before, self.after_delimiter, self.format = "", "", "csv"
        self.shuffle, self.empty_rows, self.trailing = False, None, ""
        self.remedies = {}     # word of a message -> (section, key, value)


def grouped(x, thousands, decimal):
    return f"{x:,.2f}".replace(",", "_").replace(".", decimal).replace("_", thousands)


# kind -> disguises; two of a draw are of different kinds
def numbers(w, draw):
    thousands, decimal = draw.choice([(",", "."), (".", ","), (" ", ","), ("'", "."), ("\u00a0", ","), ("", ",")])
    before, after = draw.choice([("", ""), ("$", ""), ("", " €"), ("EUR ", "")])
    w.write[3] = lambda x: f"{x:g}".replace(".", decimal)
    w.write[4] = lambda x: before + grouped(x, thousands, decimal) + after
    w.remedies["data.decimal"] = w.remedies['"decimal"'] = ("data", "decimal", decimal)


def durations(w, draw):
    def clock(x):
        s = round(x * 60)
        return f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}"
    def words(x):
        s = round(x * 60)
        return f"{s // 3600}h {s // 60 % 60}m {s % 60}s"
    def iso(x):
        s = round(x * 60)
        return f"PT{s // 60}M{s % 60}S"
    w.write[3] = draw.choice([clock, words, iso])


def numbered_days(w, draw):
    days = {"excel": lambda d: (d - datetime.date(1899, 12, 30)).days, "seconds": lambda d: (d - datetime.date(1970, 1, 1)).days * 86400,
            "milliseconds": lambda d: (d - datetime.date(1970, 1, 1)).days * 86400000}[draw.choice(["excel", "seconds", "milliseconds"])]
    w.write[1] = lambda d: str(days(d))


def dates(w, draw):
    form, pattern = draw.choice([("%d.%m.%Y", True), ("%m/%d/%Y", True), ("%d/%m/%Y", True), ("%Y-%m-%d 00:00:00", False),
                                 ("%Y/%m/%d", True), ("%Y%m%d", False), ("%G-W%V", False), ("%d-%b-%Y", True)])
    w.write[1] = lambda d: d.strftime(form)
    if pattern:
        w.remedies["time_format"] = ("columns", "time_format", form)


def missing(w, draw):
    w.missing = draw.choice(["NA", "n/a", "NULL", "null", "None", "-", "nan", "#N/A", "  "])


def labels(w, draw):
    spelled = random.Random(draw.random())
    def label(text):
        text = spelled.choice([text, text.upper(), text.title()])
        return spelled.choice(["", " "]) + text + spelled.choice(["", "  "])
    w.write[0] = label


def arms(w, draw):
    words = draw.choice([("Yes", "No"), ("YES", "no "), ("true", "false"), ("y", "n"), ("1", "0")])
    w.write[2] = lambda arm: words[arm == "no"]


def bytes_of(w, draw):
    w.encoding = draw.choice(["utf-8-sig", "utf-16", "cp1252"])


def line_ends(w, draw):
    w.line_end = "\r\n"


def delimiters(w, draw):
    w.delimiter = draw.choice([";", "\t", "|"])


def quoted(w, draw):
    w.quoting = csv.QUOTE_ALL


def separator_line(w, draw):
    w.delimiter = draw.choice([";", ",", "\t"])
    w.before = f"sep={w.delimiter}\n"


def blanks(w, draw):
    w.after_delimiter = " "


def titles(w, draw):
    w.before = draw.choice(["Weekly report\n\n", "\n", "# exported by admin\n", "Report, May 2025\nall teams\n",
                            "Weekly report,,,,\n,,,,\n"])


def empty_rows(w, draw):
    w.empty_rows = random.Random(draw.random())


def trailing(w, draw):
    w.trailing = draw.choice(["rows", "all"])


def totals(w, draw):
    w.extra_rows = [[draw.choice(["Total", "Grand total", "Summe", "合計"]), MONDAY + datetime.timedelta(7 * week), "no", 900.25, 12345.5]
                    for week in range(6)]


def order(w, draw):
    w.shuffle = True


def columns(w, draw):
    draw.shuffle(w.order)


def json_lines(w, draw):
    w.format = draw.choice(["json", "ndjson", "wrapped.json"])


KINDS = {"numbers": numbers, "durations": durations, "dates": dates, "numbered days": numbered_days, "missing": missing, "labels": labels, "arms": arms,
         "bytes": bytes_of, "line ends": line_ends, "delimiters": delimiters, "quoted": quoted, "sep=": separator_line,
         "blanks": blanks, "titles": titles, "empty rows": empty_rows, "trailing": trailing, "totals": totals, "order": order, "columns": columns, "json": json_lines}
# What cannot be worn together, since both write the same thing.
APART = [{"dates", "numbered days"}, {"numbers", "durations"}, {"delimiters", "sep="}, {"blanks", "quoted"}, {"bytes", "sep="}, {"blanks", "missing"},
         {"titles", "sep="}, {"blanks", "labels"}, {"blanks", "numbers"},
         *({"json", other} for other in ("bytes", "line ends", "delimiters", "quoted", "sep=", "blanks", "columns", "titles", "empty rows",
                                     "trailing"))]


def written(panel, w, draw):
    rows = panel.rows + w.extra_rows
    if w.shuffle:
        rows = rows[:]
        draw.shuffle(rows)
    cells = [[w.missing if cell is None else write(cell) for write, cell in zip(w.write, row)] for row in rows]
    if w.format != "csv":
        records = [{name: cell if cell != "" else None for name, cell in zip(w.header, row)} for row in cells]
        wrapped = {"report": "weekly", "teams": ["a", "b"], "rows": records}
        text = "\n".join(map(json.dumps, records)) if w.format == "ndjson" else json.dumps(
            records if w.format == "json" else wrapped)
        return text.encode()
    out = io.StringIO()
    writer = csv.writer(out, delimiter=w.delimiter, lineterminator=w.line_end, quoting=w.quoting)
    for row in [w.header] + cells:
        writer.writerow([row[i] for i in w.order])
    text = out.getvalue()
    lines = text.split(w.line_end)[:-1]
    if w.empty_rows:
        lines = [row for line in lines for row in (
            [line] + [w.empty_rows.choice(["", w.delimiter * 4])] * (w.empty_rows.random() < 0.1))]
    if w.trailing:
        lines = [line + w.delimiter * (line != "" and (i > 0 or w.trailing == "all")) for i, line in enumerate(lines)]
    text = w.line_end.join(lines) + w.line_end
    if w.after_delimiter:
        text = text.replace(w.delimiter, w.delimiter + w.after_delimiter)
    return (w.before + text).encode(w.encoding)


def run(program, folder, study):
    (folder / "study.json").write_text(json.dumps(study), encoding="utf-8")
    done = subprocess.run([program, "run", "study.json", "-o", "out"], cwd=folder, capture_output=True, text=True, errors="replace")
    if done.returncode:
        return None, (done.stderr or done.stdout).strip()
    results = json.loads((folder / "out" / "results.json").read_text(encoding="utf-8"))
    ledger = {key: results["ledger"][key] for key in ("rows_used", "rows_rejected", "units", "periods")}
    return [results["effects"], ledger], done.stdout


@functools.lru_cache(maxsize=1)
def clean_results(program, number):
    """The panel of this number, and what is said of it: three draws wear one panel."""
    draw = random.Random(f"panel {number}")
    panel = Panel(draw)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "data.csv").write_bytes(written(panel, Wearing(), draw))
        return panel, *run(program, folder, panel.study("data.csv"))


def same(a, b, digits):
    """To the byte; where rows come in another order, sums of the same numbers differ in their last digits."""
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(same(a[key], b[key], digits) for key in a)
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(same(x, y, digits) for x, y in zip(a, b))
    if isinstance(a, float) and isinstance(b, float) and digits:
        return abs(a - b) <= 10.0 ** -digits * max(abs(a), abs(b)) or max(abs(a), abs(b)) < 1e-12
    return a == b


def draw_one(program, seed):
    draw, w = random.Random(seed), Wearing()
    panel, want, message = clean_results(program, seed // 3)
    chosen = draw.sample(sorted(KINDS), draw.randint(1, 2))
    if set(chosen) in APART:
        chosen = chosen[:1]
    for kind in sorted(chosen, key=list(KINDS).index):
        KINDS[kind](w, draw)
    with tempfile.TemporaryDirectory() as worn:
        worn = pathlib.Path(worn)
        name = "data." + w.format
        try:
            (worn / name).write_bytes(written(panel, w, draw))
        except UnicodeEncodeError:
            return None
        if want is None:
            return f"{chosen}: the clean file is refused: {message}"
        study = panel.study(name)
        for _ in range(3):
            got, message = run(program, worn, study)
            if got is not None:
                break
            remedy = next((r for word, r in w.remedies.items() if word in message and r[1] not in study[r[0]]), None)
            if remedy is None:
                return f"{chosen}: refused without a remedy that is known: {message}"
            study[remedy[0]][remedy[1]] = remedy[2]
        if got is None:
            return f"{chosen}: its remedies do not help: {message}"
        if not same(want, got, 10 if w.shuffle else 0):
            return f"{chosen}: other results\n    clean {json.dumps(want)[:300]}\n    worn  {json.dumps(got)[:300]}"
    return None


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    draws, seed = (int(given) for given in (sys.argv[2:] + ["300", "1"][len(sys.argv) - 2:]))
    failed = 0
    for number in range(seed, seed + draws):
        fault = draw_one(program, number)
        if fault:
            failed += 1
            print(f"draw {number}: {fault}")
    print(f"disguises: {draws - failed} of {draws} held")
    sys.exit(failed > 0)


main()
