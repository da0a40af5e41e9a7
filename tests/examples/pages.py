"""What the dashboards in examples/ are asked by: where their packages lie, and a page of a server in headless Chromium."""
import contextlib, functools, http.server, os, pathlib, sys, threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/report/looks"))
import devtools, studies

CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "payoff"
PYTHON = CACHE / "examples/python/bin/python"
SKIPPED = 77
AXE = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
  each => `${each.id}: ${each.help}, as in ${each.nodes[0].target} (${each.nodes.length})`))"""


def missing(**needed):
    """Says what is not there, if anything; then the test is skipped."""
    absent = [name for name, found in needed.items() if not found or not os.path.exists(found)]
    if absent:
        print(f"skipped: there is no {', no '.join(absent)}; `./dev examples` installs it")
    return bool(absent)


def axe():
    return studies.package("axe-core/axe.min.js")


class Address:
    """What devtools opens in place of a file."""

    def __init__(self, url):
        self.url = url

    def as_uri(self):
        return self.url


class Quiet(http.server.SimpleHTTPRequestHandler):
    def send_head(self):  # a site's links have no .html
        if not os.path.exists(path := self.translate_path(self.path)) and os.path.exists(path + ".html"):
            self.path += ".html"
        return super().send_head()

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served(folder):
    """The address at which the folder is served."""
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


UNTIL = """new Promise(done => {
  const asked = () => { %s ? done(true) : --left ? setTimeout(asked, 100) : done(false); };
  let left = 300;
  asked();
})"""


def complaints(page, origin):
    """What reached the console, and what was asked of others than the server itself."""
    own = f"asks the network for {origin}"
    return [each for each in page.complaints() if not each.startswith((own, "asks the network for data:"))]


def faults_of(browser, url, ready, question, dark=False):
    """Of the page at url, once ready: what the question finds wrong, axe-core, and its console."""
    origin = "/".join(url.split("/")[:3])
    with browser.page(Address(url), dark=dark) as page:
        if not page.evaluate(UNTIL % ready):
            yield "is not ready: " + page.evaluate("document.body.innerText.slice(0, 300)")
        yield from question(page)
        page.evaluate(axe().read_text(encoding="utf-8"))
        yield from page.evaluate(AXE)
        yield from complaints(page, origin)
