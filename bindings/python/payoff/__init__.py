"""payoff: did the AI rollout pay off, by how much, and how sure may we be?

    import payoff

    result = payoff.estimate(tickets, metric="handle_minutes", kind="time", metric_unit="minutes",
                             unit="agent_id", time="week", adopted_on="assistant_since")
    print(result.headline, result.grade)
    result.report("payoff-report")

    result = payoff.run("study.json")             # all that `payoff run study.json` does
    result = payoff.run(study, data=frame)        # of a dict, on a pandas or polars frame, an Arrow table, a DuckDB relation

Columns of frames are read where they lie, by the Arrow PyCapsule interface.
"""
from __future__ import annotations

import json as _json
import os as _os
from collections.abc import Callable, Mapping
from typing import Any, Union

import _duckdb

from . import _core
from ._errors import PayoffError
from ._result import Result

_core.use_duckdb(_duckdb.__file__)  # imported first: it wants Python's own symbols

__all__ = ["PayoffError", "Result", "check", "draft", "estimate", "run", "schema"]

StudyLike = Union[str, "_os.PathLike[str]", Mapping[str, Any]]
Progress = Callable[[str, float], Any]


def _capsule(table: Any, name: str) -> Any:
    stream = getattr(table, "__arrow_c_stream__", None)
    if stream is None:
        raise TypeError(
            f"{name} is a {type(table).__name__}, but must be a table with columns: a pandas or polars frame, a pyarrow "
            "table, a DuckDB relation, or anything else with __arrow_c_stream__; of rows make e.g. pandas.DataFrame(rows)")
    try:
        return stream()
    except ImportError as error:  # pandas, without what turns its columns into Arrow's
        raise ImportError(f"{name}: {error}; pip install pyarrow") from error


def _study(study: StudyLike, data: Any, tables: Mapping[str, Any] | None) -> _core.Study:
    frames = dict(tables or {})
    if data is not None:
        frames["data"] = data
    capsules = {name: _capsule(table, name) for name, table in frames.items()}
    if isinstance(study, Mapping):
        return _core.study(_json.dumps(study), "study.json", capsules)
    return _core.study("", _os.fspath(study), capsules)


def _settings(threads: int, trusted: bool, memory_bytes: int, progress: Progress | None) -> _core.Settings:
    return _core.Settings(threads, trusted, memory_bytes, progress)


def run(study: StudyLike, data: Any = None, *, tables: Mapping[str, Any] | None = None, threads: int = 0,
        trusted: bool = True, memory_bytes: int = 0, progress: Progress | None = None) -> Result:
    """Estimates, values, grades.

    study: the path of a study file, or its content as a dict (docs/study.md says all keys).
    data: a table for the rows, in place of the files that the study names; tables: the same for joins, by their names.
    trusted: False for a study from anyone else: it may name no database and no file outside of its folder.
    progress: is called with the stage and the share of all that is done.

    Raises PayoffError; KeyboardInterrupt soon after Ctrl-C.
    """
    made = _study(study, data, tables)
    return Result(_core.run(made, _settings(threads, trusted, memory_bytes, progress)), made.formats)


def check(study: StudyLike, data: Any = None, *, tables: Mapping[str, Any] | None = None, threads: int = 0,
          trusted: bool = True, memory_bytes: int = 0, progress: Progress | None = None) -> dict[str, Any]:
    """Reads and accounts for the data, and chooses the method; estimates nothing. Arguments as of run().

    Gives {"ledger", "readings", "coding", "method"}; raises what run() would.
    """
    return _json.loads(_core.check(_study(study, data, tables), _settings(threads, trusted, memory_bytes, progress)))


# Of estimate(): what becomes of each keyword in a study.
_COLUMNS = ("unit", "time", "period", "cluster", "segments", "covariates")
_ROLLOUT = ("group", "treated", "comparison", "date", "adopted_on", "randomized")
_METRIC = ("kind", "better", "per", "scale", "aggregate")
_STUDY = ("title", "question", "who", "tool", "money", "method", "report")


def estimate(data: Any, metric: str, *, value: str | None = None, metric_unit: str | None = None, threads: int = 0,
             progress: Progress | None = None, **study: Any) -> Result:
    """One metric of one table, without a study file.

    data: a table as of run(), or the path of a file.
    metric: its name; a column where there is no value (a column or SQL). metric_unit: "minutes", "USD".
    kind, better, per, scale, aggregate: of the metric, as in a study.
    unit, time, period, cluster, segments, covariates: columns.
    group with treated and comparison, date, adopted_on, randomized: who got the tool when.
    title, question, who, tool, money, method, report: as in a study.
    """
    known = {*_COLUMNS, *_ROLLOUT, *_METRIC, *_STUDY}
    for name in study:
        if name not in known:
            raise TypeError(f"{name} is no argument of estimate(), which takes {', '.join(sorted(known))}; "
                            "for more, write a study and run() it")
    given = {name: value for name, value in study.items() if value is not None}
    described = {"name": metric, "value": value, "unit": metric_unit}
    made: dict[str, Any] = {name: given[name] for name in _STUDY if name in given}
    made["columns"] = {name: given[name] for name in _COLUMNS if name in given}
    made["rollout"] = {name: given[name] for name in _ROLLOUT if name in given}
    made["metrics"] = [{**{name: each for name, each in described.items() if each is not None},
                        **{name: given[name] for name in _METRIC if name in given}}]
    if isinstance(made.get("method"), str):
        made["method"] = {"name": made["method"]}
    if isinstance(data, (str, _os.PathLike)):
        made["data"] = {"files": _os.path.abspath(data)}
        return run(made, threads=threads, progress=progress)
    return run(made, data, threads=threads, progress=progress)


def draft(*files: str | _os.PathLike[str]) -> str:
    """A commented study.json of these files, guessed from their columns; what no file shows is a question in it."""
    return _core.draft([_os.fspath(file) for file in files])


def schema() -> dict[str, Any]:
    """The JSON Schema of a study."""
    return _json.loads(_core.schema())
