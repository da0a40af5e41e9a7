#!/usr/bin/env python3
"""growth.py PAYOFF_GROWTH: does the work of an estimate grow as its data do?

Each dimension of growth.cpp grows fourfold, and Valgrind counts the instructions, which no other program disturbs: the
exponent is log4 of their ratio. 77 where there is no Valgrind (./dev test installs it). Prints what grows too fast.
"""
import concurrent.futures, math, os, re, shutil, subprocess, sys

TIMES = 4


def instructions(program, name, times):
    counted = subprocess.run(["valgrind", "--tool=exp-bbv", "--instr-count-only=yes", "--bb-out-file=/dev/null", program, name, str(times)],
                             capture_output=True, text=True, check=True)
    return int(re.search(r"Total instructions: (\d+)", counted.stderr).group(1))


def main():
    program, wrong = os.path.abspath(sys.argv[1]), 0
    if not shutil.which("valgrind"):
        print("skipped: there is no valgrind; ./dev test installs it")
        return 77
    growths = [line.split() for line in subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines()]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        counts = {(name, times): pool.submit(instructions, program, name, times) for name, _ in growths for times in (TIMES, 1)}
    for name, most in growths:
        few, many = counts[name, 1].result(), counts[name, TIMES].result()
        exponent = math.log(many / few, TIMES)
        wrong += exponent > float(most)
        if exponent > float(most) or "--all" in sys.argv:
            print(f"{name}: {few / 1e6:.0f} to {many / 1e6:.0f} million instructions, exponent {exponent:.2f}, at most {most}")
    print(f"growth: {len(growths) - wrong} of {len(growths)} dimensions grow as they should")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
