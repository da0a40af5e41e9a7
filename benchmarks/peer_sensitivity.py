"""Sensitivity to trends: one event path of five leads and five lags, four bounds of each kind."""
import pathlib

import numpy

LEADS, LAGS = 5, 5


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
        "peers": {"moderndid 0.2": (prepare, smoothness)}},
}
