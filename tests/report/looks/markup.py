#!/usr/bin/env python3
"""markup.py PAYOFF: has the Nu HTML checker anything to say of the pages of the worked cases? 77 without it or Java."""
import json, shutil, subprocess, sys

import studies


def messages(checker, files):
    told = subprocess.run(["java", "-jar", checker, "--format", "json", "--exit-zero-always", *files],
                          capture_output=True, text=True, check=True)
    return json.loads(told.stderr)["messages"]


def main(payoff):
    checker = studies.package("vnu-jar/build/dist/vnu.jar")
    if studies.missing(Java=shutil.which("java"), checker=checker):
        return studies.SKIPPED
    with studies.reports(payoff) as reports:
        files = [folder / name for folder in reports.values() for name in studies.PAGES]
        found = messages(checker, files)
        spoilt = files[0].with_name("spoilt.html")
        spoilt.write_text(files[0].read_text(encoding="utf-8").replace("</h1>", "<p>", 1), encoding="utf-8")
        if not messages(checker, [spoilt]):
            found.append({"url": spoilt.name, "type": "error", "message": "a heading that is never closed is fine"})
    for each in found:
        place = "/".join(each["url"].split("/")[-2:])
        print(f"{place}:{each.get('lastLine', 0)}: {each['type']}: {each['message']} {each.get('extract', '')!r}")
    print(f"markup: {len(files)} pages, {len(found)} messages")
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
