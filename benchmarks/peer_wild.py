"""The wild cluster bootstrap against pyfixest's, on 500 firms of ten years each."""
import numpy as np

NULL = 1.0  # the true slope; both test it, by restricted residuals and random signs


def draw(folder, small):
    rng = np.random.default_rng(1)
    firms, years = (50 if small else 500), 10
    firm = np.repeat(np.arange(firms, dtype=np.int32), years)
    luck_x, luck_y = rng.normal(size=firms), rng.normal(size=firms)
    x = luck_x[firm] * 0.7 + rng.normal(size=firm.size) * 0.7
    y = 1 + x + 1.4 * luck_y[firm] + 1.4 * rng.normal(size=firm.size)
    y += 0.25 * luck_x[firm]  # so that p is neither 0 nor 1
    for name, column in {"x": x, "y": y, "firm": firm}.items():
        column.tofile(folder / name)


def prepare_pyfixest(folder):
    import pandas as pd
    import pyfixest as pf

    table = pd.DataFrame({"x": np.fromfile(folder / "x"), "y": np.fromfile(folder / "y"),
                          "firm": np.fromfile(folder / "firm", dtype=np.int32)})
    table["y_null"] = table.y - NULL * table.x  # its bootstrap tests a slope of 0
    call = lambda rows, draws: pf.feols("y_null ~ x", data=rows, vcov={"CRV1": "firm"}).wildboottest(
        param="x", reps=draws, seed=1, parallel=False)["Pr(>|t|)"]
    call(table[table.firm < 20], 199)  # what it compiles, it compiles here
    return table, call


def call_pyfixest(prepared):
    table, call = prepared
    return call(table, 99999)


WORKLOADS = {
    "wild": {
        "what": "p value, WCR, Rademacher, G = 500, B = 99,999, n = 5,000",
        "draw": draw,
        "program": "bench_wild",
        "arguments": [],
        "peers": {"pyfixest 0.60": (prepare_pyfixest, call_pyfixest)},
    },
}
