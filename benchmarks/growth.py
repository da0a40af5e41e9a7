#!/usr/bin/env python3
"""growth.py PAYOFF: how the time and the memory of a whole run grow with each dimension of its data.

One dimension is doubled at a time, the others stay; what a tiny study takes is taken off, and the exponent is that of the
last doublings: 1 = twice the data take twice as long. Seconds are those of all processors, so that other work on the
machine tells little.
"""
import datetime, json, math, os, random, resource, subprocess, sys, tempfile

FIRST_DAY = datetime.date(2020, 1, 6)
MOST = 1.15


def day(t):
    return (FIRST_DAY + datetime.timedelta(days=7 * t)).isoformat()


def write(folder, units=200, periods=20, cohorts=0, clusters=0, metrics=1, segments=0, covariates=0, rows=1):
    """A study of units by weeks; cohorts = 0: one date for half of them, else so many dates, and a fifth never."""
    random.seed(1)
    names = [f"m{k}" for k in range(metrics)]
    header = ["unit", "week", "arm", "since"] + ["team"] * bool(clusters) + ["segment"] * bool(segments)
    with open(os.path.join(folder, "data.csv"), "w") as file:
        file.write(",".join(header + names + [f"x{j}" for j in range(covariates)]) + "\n")
        for u in range(units):
            never = u % 5 == 4 if cohorts else u % 2 == 0
            first = periods // 4 + u % cohorts * (periods // 2) // cohorts if cohorts else periods // 2
            level = random.gauss(30, 4)
            x = ["%.3f" % random.gauss(0, 1) for _ in range(covariates)]
            for t in range(periods):
                for _ in range(rows):
                    cells = [f"u{u}", day(t), "no" if never else "yes", "" if never else day(first)]
                    cells += [f"t{u % clusters}"] if clusters else []
                    cells += [f"s{u // 2 % segments}"] if segments else []
                    treated = not never and t >= first
                    cells += ["%.3f" % (level + random.gauss(0, 3) - 2 * treated) for _ in names]
                    file.write(",".join(cells + x) + "\n")
    columns = {"unit": "unit", "time": "week", "period": "week"}
    if clusters:
        columns["cluster"] = "team"
    if segments:
        columns["segments"] = ["segment"]
    rollout = {"adopted_on": "since"} if cohorts else {"group": "arm", "treated": "yes", "comparison": "no", "date": day(periods // 2)}
    study = {"data": {"files": "data.csv"}, "columns": columns, "rollout": rollout, "seed": 1,
             "metrics": [{"name": name, "kind": "time", "unit": "minutes", "better": "lower",
                          "role": "secondary" if k else "primary"} | ({"aggregate": "mean"} if rows > 1 else {})
                         | ({"covariates": [f"x{j}" for j in range(covariates)]} if covariates else {})
                         for k, name in enumerate(names)]}
    path = os.path.join(folder, "study.json")
    with open(path, "w") as file:
        json.dump(study, file)
    return path


def measure(program, **size):
    with tempfile.TemporaryDirectory() as folder:
        study = write(folder, **size)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        script = ("import resource,subprocess,sys; c=subprocess.run(sys.argv[1:]).returncode; "
                  "u=resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime+u.ru_stime, u.ru_maxrss/1024); sys.exit(c)")
        done = subprocess.run([sys.executable, "-c", script, program, "run", study, "-o", os.path.join(folder, "report"), "--quiet"],
                              capture_output=True, text=True)
        if done.returncode not in (0, 5):
            sys.exit(f"growth: {size}: {done.stderr.strip()}")
        seconds, megabytes = map(float, done.stdout.split())
        return seconds, megabytes


# What doubles, from where, how often, and what stays.
DIMENSIONS = [
    ("rows", 16, 3, {"units": 400, "periods": 26}),
    ("units", 2000, 3, {"periods": 26}),
    ("periods", 250, 3, {"units": 40}),
    ("cohorts", 25, 3, {"units": 500, "periods": 420}),
    ("clusters", 25, 3, {"units": 400, "periods": 52}),
    ("metrics", 4, 3, {"units": 400, "periods": 52}),
    ("segments", 25, 3, {"units": 8000, "periods": 13}),
    ("covariates", 4, 3, {"units": 2000, "periods": 26}),
]

# Why an exponent may be larger: of time, of memory.
REASONS = {
    "periods": "a path of T points has T x T covariances",
    "metrics": "each metric's effect tells how far apart the groups were before in any of them",
    "cohorts": "so many averages have so many covariances",
}


def exponent(values, least):
    first, last = values[-3] - least, values[-1] - least
    return math.log2(last / first) / 2 if first > 0 and last > 0 else math.nan


def main():
    program = sys.argv[1]
    wanted = sys.argv[2:]
    unexplained = []
    tiny = measure(program, units=8, periods=4)
    print(f"{'':11}{'sizes':>24}  {'seconds of processors':>30}  exponent  {'MB':>24}  exponent")
    for name, start, doublings, others in DIMENSIONS:
        if wanted and name not in wanted:
            continue
        sizes = [start * 2 ** k for k in range(doublings + 1)]
        found = [measure(program, **others, **{name: size}) for size in sizes]
        seconds, megabytes = [each[0] for each in found], [each[1] for each in found]
        of_time, of_memory = exponent(seconds, tiny[0]), exponent(megabytes, tiny[1])
        reason = f"  ({REASONS[name]})" if max(of_time, of_memory) > MOST and name in REASONS else ""
        print(f"{name:11}{'  '.join(map(str, sizes)):>24}  {'  '.join('%.2f' % s for s in seconds):>30}  {of_time:8.2f}"
              f"  {'  '.join('%.0f' % m for m in megabytes):>24}  {of_memory:8.2f}{reason}", flush=True)
        if max(of_time, of_memory) > MOST and not reason:
            unexplained.append(name)
    if unexplained:
        sys.exit(f"growth: more than {MOST} without a reason: {', '.join(unexplained)}")


if __name__ == "__main__":
    main()
