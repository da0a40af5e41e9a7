"""The finished case study."""
from __future__ import annotations

import html as _html
import json as _json
import os as _os
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from . import _core

_FRAME_PIXELS = 640


class Result:
    """What a run found. In a notebook it shows its case study; `Result.json` is all of it."""

    def __init__(self, case_study: _core.CaseStudy, formats: Sequence[str]):
        self._case_study = case_study
        self._formats = list(formats)

    @cached_property
    def _json_text(self) -> str:
        return self._case_study.json()

    @cached_property
    def json(self) -> dict[str, Any]:
        """results.json: every number, with its keys as schemas/results-1.json describes them."""
        return _json.loads(self._json_text)

    @property
    def grade(self) -> str:
        """Of the evidence: A (a lottery that held) to E."""
        return self.json["verdict"]["grade"]

    @property
    def headline(self) -> str:
        """What may be claimed, in one sentence."""
        return self.json["claims"][0]["text"]

    @property
    def claims(self) -> list[str]:
        """All that may be claimed, and what must be said with it; the headline first."""
        return [claim["text"] for claim in self.json["claims"]]

    @property
    def effects(self) -> list[dict[str, Any]]:
        """One for each metric, primary first, and for each segment; see "effects" of results.json."""
        return self.json["effects"]

    def judge(self, sentence: str) -> dict[str, Any]:
        """Is a sentence such as "saves 4 hours a week" borne out? Gives {"verdict": "supported", "not supported" or "contradicted", "probability_low", ...}."""
        return _json.loads(_core.judge(self._json_text, sentence))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The effects as rows, for polars.DataFrame(result), pyarrow.table(result), duckdb.from_arrow(result)."""
        return self._case_study.effects()

    def to_frame(self) -> Any:
        """The effects as a pandas frame: a row for each effect, period and segment, as in effects.csv."""
        import pyarrow  # pandas takes no Arrow stream by itself

        return pyarrow.RecordBatchReader.from_stream(self).read_all().to_pandas()

    def report(self, folder: str | _os.PathLike[str] = "payoff-report",
               formats: Sequence[str] | None = None) -> list[str]:
        """Writes the case study, whole or not at all, and gives the paths; formats as `payoff methods` lists them."""
        return self._case_study.write(_os.fspath(folder), list(self._formats if formats is None else formats))

    def html(self) -> str:
        """The two pages of the case study, self-contained."""
        return self._case_study.files("html")[0][1].decode()

    def markdown(self) -> str:
        return self._case_study.files("markdown")[0][1].decode()

    def __repr__(self) -> str:
        return f"<payoff.Result, evidence grade {self.grade}: {self.headline}>"

    def _repr_html_(self) -> str:
        page = _html.escape(self.html(), quote=True)
        return (f'<iframe title="{_html.escape(self.headline, quote=True)}" srcdoc="{page}" sandbox '
                f'style="width: 100%; height: {_FRAME_PIXELS}px; border: 0"></iframe>')

    def _repr_markdown_(self) -> str:
        return self.markdown()
