"""What the benchmarks of whole runs share: a study drawn at any size, and a command measured in a process of its own."""
import datetime, json, os, random, subprocess, sys

FIRST_DAY = datetime.date(2020, 1, 6)
DATES = {"day": lambda t: FIRST_DAY + datetime.timedelta(days=t), "week": lambda t: FIRST_DAY + datetime.timedelta(days=7 * t),
         "month": lambda t: datetime.date(2020 + t // 12, t % 12 + 1, 1)}
# The peak memory of a child begins at what its parent holds, so that the parent is a small one.
MEASURING = ("import os, subprocess, sys, time; begin = time.perf_counter();"
             "child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL); _, status, used = os.wait4(child.pid, 0);"
             "print(time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))")
TOO_LITTLE_TO_SAY = 5  # the exit code of a run whose report says that it refuses an answer


def date(t, period="week"):
    return DATES[period](t).isoformat()


def write(folder, units=200, periods=20, period="week", cohorts=0, clusters=0, metrics=1, guardrails=0, segments=0, covariates=0,
          rows=1, quiet=None):
    """A study of units by periods. Half of them adopt on one date; of cohorts, a fifth never do. Clusters adopt as one. Cohorts do
    so but for the first and the last quarter of the periods, or the first and last that are quiet."""
    random.seed(1)
    quiet = periods // 4 if quiet is None else quiet
    names = [f"m{k}" for k in range(metrics)]
    header = ["unit", "date", "arm", "since"] + ["team"] * bool(clusters) + ["segment"] * bool(segments)
    with open(os.path.join(folder, "data.csv"), "w") as file:
        file.write(",".join(header + names + [f"x{j}" for j in range(covariates)]) + "\n")
        for u in range(units):
            adopter = u % clusters if clusters else u
            never = adopter % 5 == 4 if cohorts else adopter % 2 == 0
            cohort = (adopter - adopter // 5) % cohorts if cohorts else 0
            first = quiet + cohort * (periods - 2 * quiet) // cohorts if cohorts else periods // 2
            level = random.gauss(30, 4)
            x = ["%.3f" % random.gauss(0, 1) for _ in range(covariates)]
            for t in range(periods):
                for _ in range(rows):
                    cells = [f"u{u}", date(t, period), "no" if never else "yes", "" if never else date(first, period)]
                    cells += [f"t{u % clusters}"] if clusters else []
                    cells += [f"s{u // 2 % segments}"] if segments else []
                    treated = not never and t >= first
                    cells += ["%.3f" % (level + random.gauss(0, 3) - 2 * treated) for _ in names]
                    file.write(",".join(cells + x) + "\n")
    columns = {"unit": "unit", "time": "date", "period": period}
    if clusters:
        columns["cluster"] = "team"
    if segments:
        columns["segments"] = ["segment"]
    one_date = {"group": "arm", "treated": "yes", "comparison": "no", "date": date(periods // 2, period)}
    roles = ["primary"] + ["guardrail"] * guardrails + ["secondary"] * metrics
    study = {"data": {"files": "data.csv"}, "columns": columns, "rollout": {"adopted_on": "since"} if cohorts else one_date, "seed": 1,
             "metrics": [{"name": name, "kind": "time", "unit": "minutes", "better": "lower", "role": role}
                         | ({"aggregate": "mean"} if rows > 1 else {})
                         | ({"covariates": [f"x{j}" for j in range(covariates)]} if covariates else {})
                         for name, role in zip(names, roles)]}
    path = os.path.join(folder, "study.json")
    with open(path, "w") as file:
        json.dump(study, file)
    return path


def measured(command):
    """Seconds, seconds of all processors, and megabytes at the peak."""
    done = subprocess.run([sys.executable, "-c", MEASURING, *map(str, command)], capture_output=True, text=True, check=True)
    *found, code = done.stdout.split()
    if int(code) not in (0, TOO_LITTLE_TO_SAY):
        sys.exit(f"{command[0]} ended with {code}: {done.stderr.strip()}")
    return [float(each) for each in found]


def measured_run(payoff, study, folder):
    return measured([payoff, "run", study, "-o", os.path.join(folder, "report"), "--force", "--quiet"])
