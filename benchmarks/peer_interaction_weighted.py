"""Sun & Abraham's interaction-weighted estimates: 10 periods, 9 cohorts and never-adopters, clustered by unit."""
import warnings

import numpy as np

PERIODS = 10


def columns(units, seed):
    rng = np.random.default_rng(seed)
    adopted = rng.integers(1, PERIODS + 1, units).astype(np.int32)
    adopted[adopted == 1] = 0  # never
    unit = np.repeat(np.arange(units, dtype=np.int32), PERIODS)
    period = np.tile(np.arange(1, PERIODS + 1, dtype=np.int32), units)
    since = period - adopted[unit]
    effect = np.where((adopted[unit] > 0) & (since >= 0), 1 + 0.2 * since, 0)
    y = rng.normal(size=units)[unit] + 0.1 * period + effect + rng.normal(size=units * PERIODS)
    return unit, period, adopted, y


def draw(units):
    def write(folder, small):
        unit, period, adopted, y = columns(units // 100 if small else units, 7)
        for name, column in {"unit.i32": unit, "period.i32": period, "adopted.i32": adopted, "y.f64": y}.items():
            column.tofile(folder / name)

    return write


def frame(unit, period, adopted, y):
    import pandas

    return pandas.DataFrame({"unit": unit, "period": period, "adopted": adopted[unit], "y": y})


def read(folder):
    return frame(*(np.fromfile(folder / f"{name}", kind) for name, kind in
                   (("unit.i32", np.int32), ("period.i32", np.int32), ("adopted.i32", np.int32), ("y.f64", float))))


def pyfixest_fit(data):
    import pyfixest

    fit = pyfixest.event_study(data=data, yname="y", idname="unit", tname="period", gname="adopted",
                               estimator="saturated", cluster="unit")
    path = fit.aggregate(weighting="shares")
    after = data[(data.adopted > 0) & (data.period >= data.adopted)]
    size = (after.period - after.adopted).value_counts()
    lags = path[path.index.astype(float) >= 0]
    return np.average(lags["Estimate"].astype(float), weights=[size[int(float(e))] for e in lags.index])


def diff_diff_fit(data):
    import diff_diff

    result = diff_diff.SunAbraham(cluster="unit").fit(data, outcome="y", unit="unit", time="period",
                                                      first_treat="adopted")
    return result.overall_att


def peer(fit):
    def prepare(folder):
        warnings.simplefilter("ignore")
        fit(frame(*columns(200, 1)))  # warm up what is compiled on first use
        return read(folder)

    return prepare, fit


def workload(units, peers):
    return {"what": f"Sun-Abraham, {units:,} units x {PERIODS} periods, 9 cohorts, cluster unit", "draw": draw(units),
            "program": "bench_interaction_weighted", "arguments": [], "peers": peers}


WORKLOADS = {
    "interaction_weighted_10k": workload(
        10_000, {"pyfixest 0.60 saturated": peer(pyfixest_fit), "diff-diff SunAbraham": peer(diff_diff_fit)}),
    "interaction_weighted_100k": workload(100_000, {"diff-diff SunAbraham": peer(diff_diff_fit)}),
    "interaction_weighted_1m": workload(1_000_000, {}),
}
