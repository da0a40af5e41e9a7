#!/usr/bin/env python3
"""recalculate.py PAYOFF [CASE]: does model.xlsx calculate what payoff does? Asked of LibreOffice; 77 where there is none.

Of each case the workbook is recalculated, all cached values spoiled beforehand, and every formula must give what payoff
wrote; the figures those of the scenario "expected" of results.json. Then blue cells are changed, one after the other, and
every formula must give what a new run with that assumption writes. In Korean every number is the same one. Prints what
differs, and last how many held.
"""
import copy, csv, datetime, html, json, math, os, pathlib, random, re, shutil, subprocess, sys, tempfile, zipfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
CENT = 0.005
RECALCULATES = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


class Workbook:
    """The parts of a workbook, its cells by sheet and address: (value, is it a formula)."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name).decode() for name in archive.namelist()}
        names = re.findall(r'<sheet name="([^"]+)"', self.parts["xl/workbook.xml"])
        self.sheets = {name: f"xl/worksheets/sheet{i}.xml" for i, name in enumerate(names, 1)}
        shared = re.findall(r"<si>(.*?)</si>", self.parts["xl/sharedStrings.xml"], re.S)
        self.texts = [html.unescape("".join(re.findall(r"<t[^>]*>(.*?)</t>", each, re.S))) for each in shared]

    def cells(self, sheet):
        found = {}
        for at, kind, inner in re.findall(r'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)', self.parts[self.sheets[sheet]], re.S):
            value = re.search(r"<v>(.*?)</v>", inner)
            if not value:
                continue
            value = html.unescape(value[1])
            if 't="s"' in kind:
                value = self.texts[int(value)]
            elif 't="str"' not in kind and 't="e"' not in kind:
                value = float(value)
            found[at] = value, "<f" in inner
        return found

    def row_of(self, sheet, label):
        rows = [int(at[1:]) for at, (value, _) in self.cells(sheet).items() if value == label and re.fullmatch(r"A\d+", at)]
        assert rows, f"no row '{label}' in {sheet}"
        return rows[0]

    def column_of(self, sheet, heading):
        return next(re.sub(r"\d", "", at) for at, (value, _) in self.cells(sheet).items() if value == heading)

    def has(self, sheet, text):
        return any(value == text for value, _ in self.cells(sheet).values())

    def put(self, sheet, at, value):
        """Into an input cell; its look stays."""
        part = self.sheets[sheet]
        new = (r'\1 t="inlineStr"><is><t>%s</t></is></c>' if isinstance(value, str) else r"\1><v>%s</v></c>") % value
        self.parts[part], found = re.subn(rf'(<c r="{at}" s="\d+")[^>]*>(?:(?!</c>|<f).)*</c>', new, self.parts[part])
        assert found == 1, f"{sheet}!{at} is no input"

    def spoil(self):
        """All cached values become one that no figure has."""
        for part in self.sheets.values():
            self.parts[part] = re.sub(r"(</f>)<v>[^<]*</v>", r"\g<1><v>-987654321</v>", self.parts[part])

    def write(self, path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in self.parts.items():
                archive.writestr(name, text)


def run(payoff, folder, study, name):
    """The workbook of a study, and what results.json expects."""
    (folder / f"{name}.json").write_text(json.dumps(study))
    subprocess.run([payoff, "run", folder / f"{name}.json", "-o", folder / name], check=True, capture_output=True)
    results = json.loads((folder / name / "results.json").read_text())
    expected = results["appraisal"]["scenarios"][1]  # "expected", in the language of the report
    return Workbook(folder / name / "model.xlsx"), expected, results


def recalculated(folder, workbooks):
    """What LibreOffice makes of them, all in one start."""
    given, made = folder / "given", folder / "made"
    for each in (given, made):
        shutil.rmtree(each, ignore_errors=True)
        each.mkdir()
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(RECALCULATES)
    for i, workbook in enumerate(workbooks):
        spoiled = copy.deepcopy(workbook)
        spoiled.spoil()
        spoiled.write(given / f"{i}.xlsx")
    subprocess.run(["soffice", f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--convert-to", "xlsx",
                    "--outdir", made, *sorted(given.iterdir())], check=True, capture_output=True)
    return [Workbook(made / f"{i}.xlsx") for i in range(len(workbooks))]


def differences(calculated, said):
    """Every formula of `said` against what was calculated: to the cent, or ten digits."""
    for sheet in said.sheets:
        there = calculated.cells(sheet)
        for at, (value, is_formula) in said.cells(sheet).items():
            if not is_formula:
                continue
            found = there.get(at, (None,))[0]
            same = found == value if isinstance(value, str) or not isinstance(found, float) else \
                math.isclose(found, value, rel_tol=1e-10, abs_tol=1e-7)
            if not same:
                yield f"{sheet}!{at} is {found}, but payoff says {value}"


def other_numbers(one, other):
    """Where two workbooks of the same study do not hold the same numbers, whatever their words."""
    for sheet, alike in zip(one.sheets, other.sheets):
        there = other.cells(alike)
        for at, (value, is_formula) in one.cells(sheet).items():
            found = there.get(at, (None, None))
            if found[1] != is_formula or isinstance(found[0], float) != isinstance(value, float) or \
                    (isinstance(value, float) and found[0] != value):
                yield f"{alike}!{at} is {found[0]}, but in English {value}"


def figures(workbook, expected):
    """The summary against results.json."""
    cells = workbook.cells("Summary")
    for label, key, slack in (("Net present value", "npv", CENT), ("Return on investment", "roi", 1e-9),
                              ("Payback month", "payback_month", 0)):
        found, said = cells[f"B{workbook.row_of('Summary', label)}"][0], expected[key]
        if isinstance(found, str) != (said is None) or (said is not None and abs(found - said) > slack):
            yield f"{label} is {found}, but results.json says {said}"


class Case:
    """A study with its data, and changes to a blue cell: (what, edit of the workbook, the same edit of the study)."""

    def __init__(self, name, study, data, changes, headings=()):
        self.name, self.study, self.data, self.changes = name, study, data, changes
        self.headings = headings  # of the months: what makes it the case that it is


def assumption(label, value, *path):
    """A cell beside a label, and the key of the money that says the same."""
    def of_workbook(workbook):
        workbook.put("Assumptions", f"B{workbook.row_of('Assumptions', label)}", value)

    def of_study(money):
        *folders, key = path
        for folder in folders:
            money = money[folder]
        money[key] = value
    return f"{label} {value}", of_workbook, of_study


def share_that_begins(step, share):
    """Of the rollout as it is in the workbook, one share."""
    def of_workbook(workbook):
        workbook.put("Assumptions", f"B{workbook.row_of('Assumptions', 'Who begins when') + 2 + step}", share)

    def of_study(money):
        money["rollout"][step]["share"] = share
    return f"share of start {step}", of_workbook, of_study


def billed(name, month, amount, file):
    """What was billed in one month; the file says the same."""
    def of_workbook(workbook):
        workbook.put("Months", f"{workbook.column_of('Months', name)}{month + 3}", amount)

    def of_study(money):
        money["bills"][0]["files"] = file
    return f"{name} {amount}", of_workbook, of_study


def shipped(name):
    text = (ROOT / "datasets" / name / "study.json").read_text()
    study = json.loads(re.sub(r"(?m)(^|\s)//.*$", "", text))
    return study, ROOT / "datasets" / name


def made_up_data(folder, effect):
    """24 people over 40 weeks, half of them with the tool from week 16 on; effect(weeks with it) of their minutes."""
    draw, monday = random.Random(1), datetime.date(2025, 1, 6)
    folder.mkdir()
    with open(folder / "data.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["agent", "week", "arm", "minutes", "errors", "used"])
        for agent in range(24):
            base, has = draw.uniform(28, 36), agent % 2
            for week in range(40):
                with_it = has and week >= 16
                minutes = base + draw.gauss(0, 0.5) + (effect(week - 16) if with_it else 0)
                errors = round(8 + draw.gauss(0, 1) - (2 if with_it else 0), 2)
                rows.writerow([f"a{agent}", monday + datetime.timedelta(7 * week), "yes" if has else "no", round(minutes, 2),
                               errors, "yes" if with_it and draw.random() < 0.8 else "no"])
    for name, may in ("bill.csv", 260), ("other_bill.csv", 1234.56):
        with open(folder / name, "w", newline="") as file:
            csv.writer(file).writerows([["month", "amount"], ["2025-03", 950.5], ["2025-04", 110.25], ["2025-05", may],
                                        ["2025-06", 301.75]])
    return folder


MADE_UP = {
    "title": "=HYPERLINK(\"x\")", "data": {"files": "data.csv"}, "columns": {"unit": "agent", "time": "week"},
    "rollout": {"group": "arm", "treated": "yes", "comparison": "no", "date": "2025-04-28"},
    "metrics": [{"name": "minutes", "kind": "time", "unit": "minutes"},
                {"name": "errors", "kind": "count", "better": "lower", "role": "secondary"}],
    "money": {"currency": "USD", "people": 300, "hourly_cost": 40, "realized_share": {"low": 0.3, "mode": 0.5, "high": 0.7},
              "rework_share": 0.1, "costs": [{"name": "licences", "per_person_month": 12}, {"name": "=1+1", "once": 9000}]}}

EVERYTHING = {
    "values": [{"metric": "minutes", "people": 250, "volume_per_person_week": 30},
               {"metric": "errors", "price": {"shape": "pert", "low": 1, "mode": 2, "high": 4}, "class": "soft"}],
    "tax_rate": 0.25, "inflation_per_year": 0.02, "volume_growth_per_year": 0.05, "risk_of_benefits": 0.15,
    "risk_of_costs": 0.1, "discounting": "year_ends", "discount_rate_per_year": 0.08, "horizon_months": 32,
    "exchange_rates": [{"currency": "EUR", "rate": 1.08, "on": "2025-03-31"}],
    "rollout": [{"month": 0, "share": 0.3}, {"month": 2.5, "share": 0.4}, {"month": 8, "share": 0.2}],
    "costs": [{"name": "licences", "per_person_month": 12, "growth_per_year": 0.04},
              {"name": "integration", "once": {"p10": 8000, "p90": 14000}, "currency": "EUR"},
              {"name": "people's time", "hours_per_person": 3, "hours_per_person_month": 0.5, "once_per_person": 20},
              {"name": "=1+1", "per_month": 700}],
    "bills": [{"name": "cloud", "files": "bill.csv", "month": "month", "amount": "amount", "goes_on": "mean_month",
               "later": {"low": 0.8, "mode": 1.1, "high": 1.5}, "currency": "EUR"}]}


def made_up(folder, name, effect, money=None, scale="level", **keys):
    study = copy.deepcopy(MADE_UP) | keys
    study["metrics"][0] |= {"scale": scale}
    # What is measured per unit and week already has no volume of its own; per observation it has.
    study["metrics"][0] |= {"aggregate": "mean", "per_label": "task"} if money else {}
    study["money"] |= money or {}
    return study, made_up_data(folder / f"data of {name}", effect)


def cases(folder):
    study, data = shipped("support_assistant")
    yield Case("support_assistant", study, data, [
        assumption("hourly cost", 55, "hourly_cost"), assumption("discount rate", 0.07, "discount_rate_per_year"),
        assumption("realised share", 0.65, "realized_share", "mode"), assumption("licences, per person and month", 90,
                                                                                 "costs", 0, "per_person_month"),
        assumption("discounting", "year_ends", "discounting"), assumption("people", 380, "people"),
        share_that_begins(1, 0.125)])
    study, data = shipped("service_desk")
    yield Case("service_desk", study, data, [assumption("hourly cost", 61, "hourly_cost"), share_that_begins(2, 0.25),
                                             assumption("licences, after its last month", 1.4, "bills", 0, "later"),
                                             assumption("risk of costs", 0.2, "risk_of_costs")])
    study, data = shipped("storefront_recommender")
    yield Case("storefront_recommender", study, data, [assumption("gross margin", 0.3, "gross_margin"),
                                                       assumption("people", 90000, "people"),
                                                       assumption("tax rate", 0.3, "tax_rate")])
    study, data = shipped("agents")
    yield Case("agents", study, data, [
        assumption("realised share of full cost", 0.65, "values", 0, "realized_share", "mode"),
        assumption("people", 40, "people"), assumption("training, once per person", 9000, "costs", 1, "once_per_person")])
    everything = made_up(folder, "everything", lambda week: -4, EVERYTHING)
    yield Case("everything", *everything, [
        assumption("tax rate", 0, "tax_rate"), assumption("inflation", 0.03, "inflation_per_year"),
        assumption("volume growth", -0.1, "volume_growth_per_year"), assumption("risk of benefits", 0, "risk_of_benefits"),
        assumption("exchange rate of EUR", 0.9, "exchange_rates", 0, "rate"), assumption("discounting", "months", "discounting"),
        assumption("growth of licences", 0, "costs", 0, "growth_per_year"), share_that_begins(1, 0.05),
        assumption("cloud, after its last month", 1.4, "bills", 0, "later", "mode"),
        assumption("people's time, to learn it", 9, "costs", 2, "hours_per_person"),
        billed("cloud, as billed, EUR", 2, 1234.56, "other_bill.csv"),
        assumption("price of one of errors", 3, "values", 1, "price", "mode")])
    for name, effect, scale in (("fades", lambda week: -6 + 0.24 * week, "level"),
                                ("fades by share", lambda week: -9 + 0.36 * week, "log"),
                                ("turns", lambda week: -4 + 0.35 * week, "level"),
                                ("begins late", lambda week: -0.25 * week, "level")):
        yield Case(name, *made_up(folder, name, effect, scale=scale),
                   [assumption("rework share", 0.4, "rework_share"), share_that_begins(0, 0.8)],
                   ["minutes: time saved, months of the first third"])
    yield Case("harms", *made_up(folder, "harms", lambda week: 3), [assumption("hourly cost", 50, "hourly_cost")])
    study, data = made_up(folder, "campaigns", lambda week: -5, {"volume": {"per": "campaign", "times": 7}})
    study["columns"]["uptake"] = "used"
    for key in ("aggregate", "per_label"):  # a campaign is one number of each
        del study["metrics"][0][key]
    study["money"]["uptake"] = [{"month": 6, "share": 0.5}, {"month": 20.5, "share": 0.3}]
    yield Case("campaigns", study, data, [assumption("campaigns", 9, "volume", "times")])


def check(payoff, folder, case):
    place = folder / case.name
    shutil.copytree(case.data, place)
    study = copy.deepcopy(case.study)
    study["report"] = {"formats": ["json", "xlsx"]}
    study["money"]["draws"] = 100
    workbook, expected, results = run(payoff, place, study, "as it is")
    # The workbook has the rollout as it was; so has a new run.
    study["money"]["rollout"] = results["appraisal"]["assumptions"]["rollout"]
    changed, new = [], []
    for i, (_, of_workbook, of_study) in enumerate(case.changes):
        changed.append(copy.deepcopy(workbook))
        of_workbook(changed[-1])
        other = copy.deepcopy(study)
        of_study(other["money"])
        new.append(run(payoff, place, other, f"change {i}"))
    korean = copy.deepcopy(study)
    korean["report"]["language"] = "ko"
    in_korean, *_ = run(payoff, place, korean, "in Korean")
    calculated = recalculated(place, [workbook, *changed, in_korean])
    wrong = [*differences(calculated[0], workbook), *figures(calculated[0], expected)]
    wrong += [f"there is no column '{each}'" for each in case.headings if not workbook.has("Months", each)]
    wrong += [*differences(calculated[-1], in_korean), *other_numbers(workbook, in_korean)]
    for (what, *_), found, (said, expects, _) in zip(case.changes, calculated[1:], new):
        if all(said.cells(sheet) == workbook.cells(sheet) for sheet in ("Summary", "Months")):
            wrong.append(f"{what}: changes nothing")
        wrong += [f"{what}: {each}" for each in (*differences(found, said), *figures(found, expects))]
    return wrong


def main():
    payoff, *only = sys.argv[1:]
    if shutil.which("soffice") is None:
        print("skipped: there is no soffice (Debian package libreoffice-calc-nogui) to recalculate the workbook")
        return 77
    held = failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for case in cases(folder):
            if only and case.name not in only:
                continue
            wrong = check(os.path.abspath(payoff), folder, case)
            held, failed = held + (not wrong), failed + bool(wrong)
            if wrong:
                print(f"{case.name}: {len(wrong)} differ\n  " + "\n  ".join(wrong[:20]))
    print(f"{held} held, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
