# A case study from a table: marimo run app.py
import marimo

app = marimo.App(width="medium", app_title="Did it pay off?")


@app.cell
def _():
    import html
    import io
    import pathlib

    import marimo as mo
    import pandas
    import payoff

    datasets = pathlib.Path(__file__).resolve().parents[2] / "datasets"
    studies = {each.parent.name.replace("_", " "): each for each in sorted(datasets.glob("*/study.json"))}
    return html, io, mo, pandas, payoff, studies


@app.cell
def _(mo, studies):
    case = mo.ui.dropdown(studies, value=next(reversed(studies)), label="A worked case")
    upload = mo.ui.file(filetypes=[".csv"], label="or a table of your own (CSV)")
    mo.vstack([mo.md("# Did it pay off?"), mo.hstack([case, upload], justify="start", gap=2)])
    return case, upload


@app.cell
def _(io, mo, pandas, upload):
    # As text: payoff reads each cell as the study says, and accounts for every row.
    table = pandas.read_csv(io.BytesIO(upload.contents()), dtype=str, keep_default_na=False) if upload.value else None
    _columns = [] if table is None else list(table.columns)
    asked = mo.ui.dictionary({
        "unit": mo.ui.dropdown(_columns, label="Who: the column of people, teams or shops"),
        "time": mo.ui.dropdown(_columns, label="When: the column of dates"),
        "metric": mo.ui.dropdown(_columns, label="What: the column of the outcome"),
        "per": mo.ui.dropdown(_columns, label="for each one counted in this column (or none)"),
        "kind": mo.ui.dropdown(["time", "revenue", "cost", "count", "score", "rate"], value="time", label="It is"),
        "metric_unit": mo.ui.text(value="minutes", label="in"),
        "better": mo.ui.dropdown(["lower", "higher"], value="lower", label="Better is"),
        "adopted_on": mo.ui.dropdown(_columns, label="Who got the tool when: a column of dates, empty = never"),
        "group": mo.ui.dropdown(_columns, label="or a column that tells those with the tool"),
        "treated": mo.ui.text(label="by this value"),
        "date": mo.ui.text(label="who got it on this date (2026-03-30)"),
    }).form(submit_button_label="Estimate")
    asked if upload.value else None
    return asked, table


@app.cell
def _(asked, case, html, mo, payoff, table):
    mo.stop(table is not None and not asked.value)
    result, refusal = None, None
    try:
        if table is None:
            result = payoff.run(case.value)
        else:
            result = payoff.estimate(table, **{name: given for name, given in asked.value.items() if given})
    except (payoff.PayoffError, TypeError) as refused:
        refusal = mo.callout(mo.Html(f"<strong>No answer, and why:</strong> {html.escape(str(refused))}"), kind="danger")
    refusal
    return (result,)


@app.cell
def _(html, mo, result):
    mo.stop(result is None)
    headline, *with_it = map(html.escape, result.claims)  # what columns are called is not ours: text, never markup
    mo.callout(mo.Html(f"""<h2 style="font-size: 1.25rem; font-weight: 600; margin: 0">{headline}</h2>
      <p style="margin: 0.75rem 0"><strong>Evidence grade {result.grade}</strong> (A is best, E weakest)</p>
      <ul style="list-style: disc; padding-left: 1.5rem">{"".join(f"<li>{text}</li>" for text in with_it)}</ul>"""),
      kind={"A": "success", "B": "success", "C": "warn"}.get(result.grade, "danger"))
    return


@app.cell
def _(mo, result):
    mo.stop(result is None)

    def row(effect):
        change, whom = effect["absolute"], effect["segment"]
        return {
            "Metric": effect["metric"].replace("_", " "),
            "Whom": f"{whom['name']}: {whom['label']}" if whom else "everyone",
            "Change": change["estimate"], "Low": change["low"], "High": change["high"], "Unit": change["unit"],
            "Interval": f"{effect['level']:.0%}",
            "Remark": "" if effect["usable"] else f"not to be relied on: {effect['message']}",
        }

    rows = [row(effect) for effect in result.effects]
    shown = mo.ui.table(rows, selection=None, format_mapping=dict.fromkeys(("Change", "Low", "High"), "{:+.3g}".format))
    mo.vstack([mo.md("## What changed, with its interval"), shown])
    return


@app.cell
def _(mo, result):
    mo.stop(result is None)
    mo.vstack([mo.md("## The case study"), result])
    return


if __name__ == "__main__":
    app.run()
