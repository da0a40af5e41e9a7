"""Least squares with absorbed factors, n / 10 people over 10 years, a firm for every 23 people.

simple: a person's firm is drawn anew each year. difficult: firms follow one another along the rows, so that the firms
form one long ring through which alternating projections creep.
"""
import numpy as np


def draw(rows, kind, covariates):
    def write(folder, small):
        n = rows // 100 if small else rows
        people, random = n // 10, np.random.default_rng(1)
        firms = max(2, round(people / 23))
        person = np.repeat(np.arange(people, dtype=np.int32), 10)
        year = np.tile(np.arange(10, dtype=np.int32), people)
        firm = random.integers(0, firms, n, dtype=np.int32) if kind == "simple" else (np.arange(n) % firms).astype(np.int32)
        level = random.normal(size=people)[person] + random.normal(size=firms)[firm] + random.normal(size=10)[year]
        y = level + random.normal(size=n)
        for j in range(covariates):
            x = random.normal(size=n) + level * (j % 2)
            y += x
            x.tofile(folder / f"x{j}")
        y.tofile(folder / "y")
        for name, values in {"person": person, "year": year, "firm": firm}.items():
            values.tofile(folder / name)
    return write


def frame(folder):
    import pandas as pd
    columns = {"y": np.fromfile(folder / "y")}
    for name in ("person", "year", "firm"):
        columns[name] = np.fromfile(folder / name, dtype=np.int32)
    for file in sorted(folder.glob("x*")):
        columns[file.name] = np.fromfile(file)
    return pd.DataFrame(columns)


def pyfixest(factors, vcov, backend):
    def fit(data):
        import pyfixest
        covariates = " + ".join(name for name in data if name.startswith("x"))
        return pyfixest.feols(f"y ~ {covariates} | {factors}", data, vcov=vcov, demeaner_backend=backend,
                              fixef_rm="none", copy_data=False, store_data=False, lean=True)

    def prepare(folder):
        data = frame(folder)
        fit(data.head(2000).assign(firm=data["firm"] % 20))  # compiles what is compiled at the first call
        return data

    return prepare, lambda data: fit(data).se()["x0"]


def workload(what, kind, rows, factors, errors):
    vcov = {"CRV1": "person"} if errors == "cluster" else "iid"
    return {"what": what, "draw": draw(rows, kind, 10), "program": "bench_regression",
            "arguments": [factors, errors],
            "peers": {f"pyfixest 0.60 {backend}": pyfixest(factors.replace("+", " + "), vcov, backend)
                      for backend in BACKENDS}}


# The fastest by alternating projections and by Krylov steps; rust and scipy are slower.
BACKENDS = ("numba", "rust-cg")
WORKLOADS = {
    "regress_2fe": workload("5,000,000 rows x 10 covariates, person and year absorbed, errors clustered by person",
                            "simple", 5_000_000, "person+year", "cluster"),
    "regress_3fe_difficult": workload("1,000,000 rows x 10 covariates, person, year and firm absorbed, firms in sequence",
                                      "difficult", 1_000_000, "person+year+firm", "iid"),
    "regress_3fe_simple": workload("1,000,000 rows x 10 covariates, person, year and firm absorbed, firms at random",
                                   "simple", 1_000_000, "person+year+firm", "iid"),
}
