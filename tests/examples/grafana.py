#!/usr/bin/env python3
"""grafana.py PAYOFF: is examples/grafana/payoff.json what Grafana's schema takes, and do its queries answer?

Reads it into the types of the Grafana Foundation SDK, each value held against its type, and back: nothing may be lost. Exports
worked cases into a PostgreSQL server of its own and asks it every query for every study. Grafana itself is not asked. 77
without the packages or the server.
"""
import copy, enum, glob, inspect, json, os, pathlib, shutil, subprocess, sys, tempfile

import pages

DASHBOARD = pages.ROOT / "examples/grafana/payoff.json"
CASES = ("support_assistant", "idle_tool", "bad_month")
ODD = "O'Hara's"

sys.path.insert(0, str(pages.ROOT / "tests/tools"))
import postgresql

if not sys.prefix.startswith(str(pages.PYTHON.parents[1])):
    if pages.missing(grafana=pages.PYTHON):
        sys.exit(pages.SKIPPED)
    os.execv(pages.PYTHON, [str(pages.PYTHON), *sys.argv])
import typeguard


def members(value, kind, _, __):
    """An enumeration comes as one of its values."""
    try:
        kind(value)
    except ValueError as error:
        raise typeguard.TypeCheckError(str(error))


typeguard.checker_lookup_functions.insert(
    0, lambda kind, _, __: members if inspect.isclass(kind) and issubclass(kind, enum.Enum) else None)
typeguard.config.collection_check_strategy = typeguard.CollectionCheckStrategy.ALL_ITEMS
typeguard.install_import_hook("grafana_foundation_sdk")
from grafana_foundation_sdk.cog import encoder, plugins
from grafana_foundation_sdk.models import dashboard

plugins.register_default_plugins()


def lost(told, kept, place=""):
    """What of the file is not in what the types kept; defaults may be added."""
    if isinstance(told, dict) and isinstance(kept, dict):
        for key, value in told.items():
            if key in kept:
                yield from lost(value, kept[key], f"{place}.{key}")
            else:
                yield f"{place}.{key} is not in the schema"
    elif isinstance(told, list) and isinstance(kept, list) and len(told) == len(kept):
        for i, each in enumerate(told):
            yield from lost(each, kept[i], f"{place}[{i}]")
    elif told != kept:
        yield f"{place} is {told!r}, but read as {kept!r}"


def faults_of_form(told):
    try:
        read = dashboard.Dashboard.from_json(copy.deepcopy(told))
        return list(lost(told, json.loads(encoder.JSONEncoder().encode(read))))
    except (typeguard.TypeCheckError, KeyError, TypeError) as error:
        return [f"{type(error).__name__}: {error}"]


def blind(told):
    """Spoilt, it must not hold."""
    for place, key, value in ((told, "titel", "x"), (told, "schemaVersion", "41"), (told["panels"][1]["options"], "showHeader", "yes"),
                              (told["panels"][5]["options"]["tooltip"], "mode", "some"), (told["panels"][0]["gridPos"], "z", 1)):
        kept, before = key in place, place.get(key)
        place[key] = value
        if not faults_of_form(told):
            yield f"with {key} {value!r} its form is fine, too"
        if kept:
            place[key] = before
        else:
            del place[key]


def queries(told):
    return {panel["title"]: panel["targets"][0]["rawSql"] for panel in told["panels"] if "targets" in panel}


def faults_of_queries(told, server):
    studies = server.ask(told["templating"]["list"][1]["query"])
    if sorted(studies) != sorted([*CASES, ODD]):
        yield f"the variable offers {studies}"
    for study in studies:
        literal = "'" + study.replace("'", "''") + "'"  # as Grafana writes ${study:sqlstring}
        for title, sql in queries(told).items():
            rows = server.ask(sql.replace("${study:sqlstring}", literal))
            if not rows and not (study == "bad_month" and "by periods" in title):  # it has no path
                yield f"{title}: no rows of {study}"
        headline = server.ask(queries(told)["What may be said: $study"].replace("${study:sqlstring}", literal))
        if headline != server.ask(f"SELECT headline FROM payoff_studies WHERE study = {literal}"):
            yield f"says {headline} of {study}"
    worths = server.ask(f"SELECT \"Worth, if due to the tool\" FROM ({queries(told)['All studies']}) AS s WHERE \"Study\" LIKE 'Writing%'")
    if worths != ["no figure claimed"]:
        yield f"bad_month is worth {worths}"


def main(payoff):
    programs = shutil.which("initdb") and os.path.dirname(os.path.realpath(shutil.which("initdb")))
    programs = programs or next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin"))), None)
    if pages.missing(PostgreSQL=programs, driver=postgresql.DRIVER):
        return pages.SKIPPED
    told = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    faults = [*faults_of_form(told), *blind(told)]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cluster:
        reports = pathlib.Path(folder)
        for name, case in (*((case, case) for case in CASES), (ODD, "idle_tool")):
            pages.studies.run(payoff, pages.ROOT / "datasets" / case / "study.json", reports / name)
        server = postgresql.Server(programs, cluster)
        try:
            subprocess.run([payoff, "export", reports, "--to", postgresql.DRIVER, "--option", server.uri(), "--quiet"], check=True)
            faults += faults_of_queries(told, server)
        finally:
            server.stop()
    print(*faults, f"grafana: {len(queries(told))} queries, {len(faults)} faults", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
