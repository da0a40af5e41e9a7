"""A million joint draws of a cash flow against the same in NumPy, as an analyst who knows it well would write it."""
import numpy as np

MONTHS = 36


def draw(folder, small):
    np.array([10_000 if small else 1_000_000], dtype=float).tofile(folder / "draws")


def pert(rng, low, mode, high, n):
    span = high - low
    return low + span * rng.beta(1 + 4 * (mode - low) / span, 1 + 4 * (high - mode) / span, n)


def prepare_numpy(folder):
    return int(np.fromfile(folder / "draws")[0])


def first_month(cumulative):
    back = cumulative[1:] >= 0
    return np.where(back.any(axis=0), back.argmax(axis=0) + 1.0, np.inf)


def call_numpy(n):
    rng = np.random.default_rng(1)
    saved = 3 + 0.8 * rng.standard_t(47, n)
    people = rng.triangular(350, 420, 460, n)
    hour = pert(rng, 40, 48, 60, n)
    volume = np.exp(np.log(30 * 55) / 2 + np.log(55 / 30) / 2 / 1.2815515655446004 * rng.standard_normal(n))
    rework, realized = rng.triangular(0.05, 0.1, 0.2, n), rng.triangular(0.3, 0.5, 0.7, n)
    licences, integration = rng.triangular(25, 30, 45, n), pert(rng, 100000, 150000, 300000, n)
    running, training = rng.triangular(8000, 12000, 20000, n), rng.triangular(4, 6, 10, n)
    review, seats = rng.triangular(0.2, 0.5, 1.2, n), rng.triangular(20, 40, 80, n)
    gain = saved / 60 * volume
    benefit = np.where(gain > 0, gain * (1 - rework), gain) * people * realized * hour * 52 / 12
    monthly = people * (licences + review * hour) + running
    once = integration + people * (seats + training * hour)
    discount = 1.1 ** (-np.arange(MONTHS + 1) / 12)
    cash = np.empty((MONTHS + 1, n))
    cash[0] = -once
    cash[1:] = benefit - monthly
    cumulative = np.cumsum(cash, axis=0)
    np.percentile(cumulative[:, :20000], [10, 90], axis=1)
    benefit.mean(), monthly.mean(), once.mean()
    spent = once + monthly * discount[1:].sum()
    npv = discount @ cash
    payback = first_month(cumulative)
    cash *= discount[:, None]
    discounted = first_month(np.cumsum(cash, axis=0, out=cumulative))
    for values in (npv, npv / spent, payback, discounted):
        quantiles = np.percentile(values, [10, 50, 90])
        if values is npv:
            middle = quantiles[1]
    return middle


WORKLOADS = {
    "money": {
        "what": "NPV, ROI, payback and discounted payback, 1,000,000 joint draws of 12 inputs, 36 months",
        "draw": draw,
        "program": "bench_money",
        "arguments": [],
        "peers": {"numpy": (prepare_numpy, call_numpy)},
    },
}
