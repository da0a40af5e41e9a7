#!/usr/bin/env python3
"""browser.py PAYOFF: does the list of studies load itself again when they change, and does a browser find nothing against it?

77 where there is no Chromium.
"""
import json, pathlib, sys, tempfile

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent.parent.parent / "report/looks")]
import devtools, serving

LOOKS = """new Promise(done => { const wait = () => document.body?.innerText.includes(%s) ? done(true) : setTimeout(wait, 100); wait(); })"""


class Address:
    """Of a page, where devtools wants a file."""

    def __init__(self, address):
        self.address = address

    def as_uri(self):
        return self.address


def main():
    if not devtools.chromium():
        print("skipped: there is no chromium")
        return 77
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        serving.write_studies(folder / "studies", ["north", "south"])
        with serving.Server(str(pathlib.Path(sys.argv[1]).resolve()), folder) as server, devtools.Browser() as browser:
            server.wait_until_run()
            here = f"http://127.0.0.1:{server.port}"
            with browser.page(Address(here + "/")) as page:
                if page.evaluate("document.querySelector('tbody a').href") != here + "/studies/north/case-study.html":
                    failed.append("a link leads elsewhere")
                failed += page.complaints()
                browser.events.clear()
                plan = json.dumps(serving.study(title="A title that is new"))
                (folder / "studies/south/study.json").write_text(plan, encoding="utf-8")
                page.wait_for("Page.loadEventFired")
                page.evaluate(LOOKS % json.dumps("A title that is new"))
                failed += page.complaints()
            for path in ("/studies/south/case-study.html", "/studies/south/evidence.html", "/studies/south/panel/path.svg?theme=dark"):
                with browser.page(Address(here + path)) as page:
                    failed += page.complaints()
    failed = [each for each in failed if not each.endswith(("/live.js", "/events")) and "favicon.ico" not in each]
    print("\n".join([*failed, f"{4 - len(failed)} passed, {len(failed)} failed"]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
