"""Group-time effects: a million units in ten periods, nine cohorts and never-adopters."""
import numpy as np
import pandas as pd

PERIODS = 10


def draw(folder, small):
    units = 10_000 if small else 1_000_000
    random = np.random.default_rng(2025)
    cohort = random.integers(1, PERIODS + 1, units)  # 1 = never, 2 ... 10 = first period with the tool
    x = random.normal(size=units) + 0.05 * cohort
    period = np.arange(1, PERIODS + 1)
    began = (cohort[:, None] > 1) & (period >= cohort[:, None])
    y = (random.normal(size=(units, 1)) + 0.1 * period + began * (period - cohort[:, None] + 1.0)
         + 0.1 * x[:, None] * period + random.normal(size=(units, PERIODS)))
    columns = {"unit.i64": np.repeat(np.arange(units), PERIODS), "period.i64": np.tile(period, units),
               "cohort.i64": np.repeat(np.where(cohort == 1, 0, cohort), PERIODS), "y.f64": y.ravel(),
               "x.f64": np.repeat(x, PERIODS)}
    for name, column in columns.items():
        column.astype(np.int64 if name.endswith("i64") else np.float64).tofile(folder / name)


def frame(folder):
    names = {"unit": np.int64, "period": np.int64, "cohort": np.int64, "y": np.float64, "x": np.float64}
    return pd.DataFrame({name: np.fromfile(folder / f"{name}.{'i64' if kind is np.int64 else 'f64'}", dtype=kind)
                         for name, kind in names.items()})


def tiny():
    random = np.random.default_rng(1)
    units = 400
    cohort = np.repeat(np.where((c := random.integers(1, PERIODS + 1, units)) == 1, 0, c), PERIODS)
    return pd.DataFrame({"unit": np.repeat(np.arange(units), PERIODS), "period": np.tile(np.arange(1, PERIODS + 1), units),
                         "cohort": cohort, "y": random.normal(size=units * PERIODS),
                         "x": np.repeat(random.normal(size=units), PERIODS)})


def warmed(call):
    """Prepares a peer: runs it once on tiny data, so that nothing is compiled while the clock runs."""
    def prepare(folder):
        call(tiny())
        return frame(folder)
    return prepare, call


def diff_diff(covariate, draws):
    def call(data):
        from diff_diff import CallawaySantAnna
        model = CallawaySantAnna(control_group="never_treated", n_bootstrap=draws, seed=1 if draws else None)
        return model.fit(data, "y", "unit", "period", "cohort", covariates=["x"] if covariate else None,
                         aggregate="simple").overall_att
    return warmed(call)


def csdid(covariate, draws):
    def call(data):
        from csdid.att_gt import ATTgt
        fit = ATTgt(yname="y", tname="period", idname="unit", gname="cohort", data=data, control_group=["nevertreated"],
                    xformla="y~x" if covariate else None, cband=draws > 0, biters=max(draws, 1)).fit(
                        est_method="dr", bstrap=draws > 0)
        return fit.aggte("simple").atte["overall_att"]
    return warmed(call)


def moderndid(covariate, draws):
    def call(data):
        from moderndid import aggte, att_gt
        fit = att_gt(data, "y", "period", "unit", "cohort", xformla="~x" if covariate else None, boot=draws > 0,
                     cband=draws > 0, biters=max(draws, 1), random_state=1, n_jobs=-1)
        return aggte(fit, type="simple").overall_att
    return warmed(call)


def workload(what, argument, covariate, draws):
    return {"what": what, "draw": draw, "program": "bench_group_time", "arguments": [argument],
            "peers": {"diff-diff 3.13": diff_diff(covariate, draws), "csdid 0.4.3": csdid(covariate, draws),
                      "moderndid 0.2": moderndid(covariate, draws)}}


WORKLOADS = {
    "group_time": workload("1 million units x 10 periods, never-treated comparison, analytic errors", "plain", False, 0),
    "group_time_covariate": workload("the same, doubly robust with one covariate", "covariate", True, 0),
    "group_time_bands": workload("no covariate, 1,000 bootstrap draws, uniform bands", "bands", False, 1000),
}
