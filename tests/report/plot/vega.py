#!/usr/bin/env python3
"""vega.py PAYOFF [CASE]: does Vega-Lite draw every picture of results.json? Asked of vl-convert; 77 where there is none.

Runs each worked case and renders the specification of each of its pictures. Prints what fails, and last how many held.
"""
import json, pathlib, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]


def pictures_of(payoff, study, out):
    subprocess.run([payoff, "run", str(study), "-o", out], check=True, capture_output=True)
    return json.loads((pathlib.Path(out) / "results.json").read_text())["pictures"]


def main():
    try:
        import vl_convert
    except ImportError:
        print("skipped: there is no vl-convert; pip install vl-convert-python")
        return 77
    payoff, wanted = sys.argv[1], sys.argv[2:]
    drawn = failed = 0
    for study in sorted((ROOT / "datasets").glob("*/study.json")):
        if wanted and study.parent.name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as out:
            pictures = pictures_of(payoff, study, out)
        ids = [picture["id"] for picture in pictures]
        if not ids or len(set(ids)) != len(ids):
            failed += 1
            print(f"{study.parent.name}: its pictures are {ids}, but must be some, each of its own name")
        for picture in pictures:
            try:
                svg = vl_convert.vegalite_to_svg(picture["vega_lite"])
                marks = svg.count('role="graphics-symbol"')
                if marks == 0 or "NaN" in svg:
                    raise ValueError(f"{marks} marks, NaN in it: {'NaN' in svg}")
                drawn += 1
            except ValueError as error:
                failed += 1
                print(f"{study.parent.name}, {picture['id']}: {error}")
    print(f"{drawn} pictures drawn, {failed} failed")
    return 1 if failed or not drawn else 0


if __name__ == "__main__":
    sys.exit(main())
