#!/usr/bin/env python3
"""observable.py PAYOFF: does the site of examples/observable say what results.json says?

Builds it with the pinned packages, serves it, and asks Chromium, light and dark: the headline whole and its grade, every
picture drawn with words and numbers, accessible, nothing to the console, nothing of the network. With PAYOFF_LOOK=FOLDER it
leaves pictures of the pages there. 77 without the packages.
"""
import json, os, pathlib, shutil, subprocess, sys

import pages

EXAMPLE = pages.ROOT / "examples/observable"
FOLDER = pages.CACHE / "examples/observable"  # with node_modules, beside which Framework wants the sources
SHOWN = {"counterfactual", "trend0", "path0", "forest", "npv", "waterfall"}
READY = "document.querySelectorAll('[data-drawn]').length >= %d && document.querySelector('table')"

# Lines and words that nobody sees; the border of a bar may be black.
BLACK = """(() => {
  const black = colour => ['black', '#000', '#000000'].includes(colour);
  const unseen = mark => mark.localName === 'text' ? black(mark.getAttribute('fill')) :
    black(mark.getAttribute('stroke')) && [null, 'none', 'transparent'].includes(mark.getAttribute('fill'));
  return [...document.querySelectorAll('[data-drawn]')].filter(each => [...each.querySelectorAll('line, text, path')].some(unseen))
    .map(each => each.dataset.drawn);
})()"""


def build(payoff):
    """The site; of an earlier build only the versions that npm named are kept."""
    known = FOLDER / "src/.observablehq/cache/_npm"
    kept = [each.relative_to(FOLDER) for each in known.glob("*@*")] + [each.relative_to(FOLDER) for each in known.glob("@*/*@*")]
    shutil.rmtree(FOLDER / "src", ignore_errors=True)
    shutil.rmtree(FOLDER / "dist", ignore_errors=True)
    shutil.copytree(EXAMPLE, FOLDER, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules", "dist", ".observablehq"))
    for each in kept:
        (FOLDER / each).mkdir(parents=True)
    environment = {**os.environ, "PAYOFF": payoff, "PAYOFF_STUDIES": str(pages.ROOT / "datasets"),
                   "OBSERVABLE_TELEMETRY_DISABLE": "true"}
    built = subprocess.run(["node_modules/.bin/observable", "build"], cwd=FOLDER, env=environment, capture_output=True, text=True)
    if built.returncode:
        sys.exit("Framework builds no site: " + (built.stdout + built.stderr)[-2000:])
    return FOLDER / "dist"


def results_of(site):
    """{study: its results.json}, as the site itself holds them."""
    found = {}
    for file in site.glob("_file/reports/*/results.*.json"):
        found[file.parent.name] = json.loads(file.read_text(encoding="utf-8"))
    return found


def wanted(results):
    money = results["verdict"]["grade"] in "ABC" and any(claim["kind"] == "money" for claim in results["claims"])
    return {each["id"]: each["title"] for each in results["pictures"]
            if each["id"] in SHOWN and (money or each["id"] not in ("npv", "waterfall"))}


def asked_of_study(results):
    pictures = wanted(results)

    def question(page):
        said = page.evaluate("document.querySelector('h1')?.textContent")
        if said != results["claims"][0]["text"]:
            yield f"its headline is {said!r}"
        if page.evaluate("document.querySelector('.said .grade').textContent") != "evidence grade " + results["verdict"]["grade"]:
            yield "the grade is not beside the headline"
        words = page.evaluate("document.body.textContent")
        yield from (f"does not say {claim['text']!r}" for claim in results["claims"]
                    if claim["kind"] in ("money", "caveat", "guardrail") and claim["text"] not in words)
        drawn = page.evaluate("""Object.fromEntries([...document.querySelectorAll('[data-drawn]')].map(each => [each.dataset.drawn,
          [each.getAttribute('aria-label'), each.querySelectorAll('path, rect').length > 3,
           each.parentElement.querySelectorAll('details td').length > 3]]))""")
        if drawn.keys() != pictures.keys():
            yield f"draws {sorted(drawn)}, but must draw {sorted(pictures)}"
        for name, (words, marks, numbers) in drawn.items():
            if not words.startswith(pictures.get(name, "?")) or not marks or not numbers:
                yield f"{name}: {words!r}, with marks: {marks}, with numbers: {numbers}"
        if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") and (black := page.evaluate(BLACK)):
            yield f"in the dark black are {black}"
        rows = page.evaluate("document.querySelector('.wide tbody').rows.length")
        if rows != len(results["effects"]):
            yield f"shows {rows} of {len(results['effects'])} effects"
        yield from page.evaluate("""Promise.all([...document.querySelectorAll('a[href*="_file"]')].map(link =>
          fetch(link.href).then(answer => answer.ok ? '' : 'leads nowhere: ' + link.href))).then(all =>
          all.length < 2 ? ['has no evidence'] : all.filter(each => each))""")
    return question


def asked_of_index(found):
    def question(page):
        grades = page.evaluate("""Object.fromEntries([...document.querySelectorAll('tbody tr')].map(row => [
          row.querySelector('a').getAttribute('href').split('/').pop(), row.querySelector('.grade').lastChild.data]))""")
        expected = {name: results["verdict"]["grade"] for name, results in found.items()}
        if grades != expected:
            yield f"lists {grades}, but must list {expected}"
    return question


def photograph(browser, url, ready, file):
    with browser.page(pages.Address(url), width=1400, height=2400) as page:
        page.evaluate(pages.UNTIL % ready)
        file.write_bytes(page.picture())


def main(payoff):
    if pages.missing(Chromium=pages.devtools.chromium(), axe=pages.axe(), Framework=FOLDER / "node_modules/.bin/observable"):
        return pages.SKIPPED
    site = build(os.path.abspath(payoff))
    found, faults = results_of(site), 0
    asked = {"": (asked_of_index(found), READY % 0)}
    for name, results in sorted(found.items()):
        asked[f"studies/{name}"] = asked_of_study(results), READY % len(wanted(results))
    with pages.served(site) as origin, pages.devtools.Browser() as browser:
        for path, (question, ready) in asked.items():
            for dark in (False, True):
                for fault in pages.faults_of(browser, f"{origin}/{path}", ready, question, dark):
                    faults += 1
                    print(f"/{path} ({'dark' if dark else 'light'}): {fault}")
            if look := os.environ.get("PAYOFF_LOOK"):
                photograph(browser, f"{origin}/{path}", ready, pathlib.Path(look) / f"{path.replace('/', '_') or 'index'}.png")
    print(f"observable: {len(asked)} pages, {faults} faults")
    return 1 if faults or len(found) < 5 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
