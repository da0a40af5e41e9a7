"""Sensitivity to trends: one event path of five leads and three lags, four bounds of each kind."""
import pathlib

import numpy

LEADS, LAGS = 5, 3


def draw(folder, small):
    """Difference of the means of two groups of 500 units with AR(1) noise; small: two lags."""
    lags = 2 if small else LAGS
    periods = LEADS + 1 + lags
    random = numpy.random.default_rng(7)
    noise = numpy.empty((1000, periods))
    noise[:, 0] = random.standard_normal(1000)
    for t in range(1, periods):
        noise[:, t] = 0.5 * noise[:, t - 1] + numpy.sqrt(0.75) * random.standard_normal(1000)
    change = numpy.delete(noise - noise[:, [LEADS]], LEADS, axis=1)
    groups = change[:500], change[500:]
    estimate = groups[0].mean(0) - groups[1].mean(0)
    estimate[LEADS:] += 0.5
    covariance = sum(numpy.cov(group.T) / 500 for group in groups)
    estimate.tofile(folder / "estimate.f64")
    covariance.tofile(folder / "covariance.f64")
    numpy.array([LEADS]).tofile(folder / "leads.i64")


def read(folder):
    estimate = numpy.fromfile(folder / "estimate.f64")
    points = len(estimate)
    covariance = numpy.fromfile(folder / "covariance.f64").reshape(points, points)
    lags = points - LEADS
    return {"betahat": estimate, "sigma": covariance, "num_pre_periods": LEADS, "num_post_periods": lags,
            "l_vec": numpy.full((lags, 1), 1 / lags)}


def prepare(folder):
    import moderndid  # compiles on import, outside of the clock

    return moderndid, read(pathlib.Path(folder))


def prepare_diff_diff(folder):
    import diff_diff
    from diff_diff.results import PeriodEffect

    path = read(pathlib.Path(folder))
    estimate, covariance, lags = path["betahat"], path["sigma"], path["num_post_periods"]
    periods = [*range(LEADS), *range(LEADS + 1, LEADS + 1 + lags)]
    effects = {period: PeriodEffect(period=period, effect=estimate[i], se=covariance[i, i] ** 0.5, t_stat=0, p_value=1,
                                    conf_int=(0, 0)) for i, period in enumerate(periods)}
    results = diff_diff.MultiPeriodDiDResults(
        period_effects=effects, avg_att=0, avg_se=1, avg_t_stat=0, avg_p_value=1, avg_conf_int=(0, 0), n_obs=1000,
        n_treated=500, n_control=500, pre_periods=[*range(LEADS + 1)], post_periods=periods[LEADS:],
        reference_period=LEADS, vcov=covariance, interaction_indices={p: i for i, p in enumerate(periods)})
    return diff_diff.HonestDiD, results, path["l_vec"].ravel()


def smoothness_diff_diff(prepared):
    honest, results, target = prepared
    for bound in (0, 0.01, 0.02, 0.05):
        found = honest(method="smoothness", M=bound, l_vec=target).fit(results)
    return found.ci_ub


def magnitude(prepared):
    moderndid, path = prepared
    bounds = numpy.array([0.5, 1, 1.5, 2])
    found = moderndid.create_sensitivity_results_rm(method="C-LF", m_bar_vec=bounds, **path)
    return found["ub"][-1]


def smoothness(prepared):
    moderndid, path = prepared
    found = moderndid.create_sensitivity_results_sm(method="FLCI", m_vec=numpy.array([0, 0.01, 0.02, 0.05]), **path)
    return found["ub"][-1]


WORKLOADS = {
    "sensitivity_magnitude": {
        "what": f"{LEADS} leads, {LAGS} lags, relative magnitudes at 4 bounds",
        "draw": draw, "program": "bench_sensitivity", "arguments": ["magnitude"],
        "peers": {"moderndid 0.2": (prepare, magnitude)}},
    "sensitivity_smoothness": {
        "what": f"{LEADS} leads, {LAGS} lags, smoothness at 4 bounds",
        "draw": draw, "program": "bench_sensitivity", "arguments": ["smoothness"],
        "peers": {"moderndid 0.2": (prepare, smoothness), "diff-diff 3.13": (prepare_diff_diff, smoothness_diff_diff)}},
}
