"""A page in headless Chromium, over the DevTools protocol through two pipes: nothing beyond Python's own library.

https://chromedevtools.github.io/devtools-protocol; with --remote-debugging-pipe the browser reads file descriptor 3 and
writes to 4, each message ended by a zero byte.
"""
import base64, json, os, shutil, subprocess, tempfile


def chromium():
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def keep_as(ends):
    """In the child: the ends of the pipes become 3 and 4, whatever they were."""
    first, second = (os.dup(end) for end in ends)
    os.dup2(first, 3)
    os.dup2(second, 4)


class Browser:
    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        reads, self.out = os.pipe()
        self.into, writes = os.pipe()
        self.process = subprocess.Popen(
            [chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
             "--force-color-profile=srgb", "--font-render-hinting=none", "--disable-lcd-text",
             "--disable-background-networking", f"--user-data-dir={self.profile.name}", "about:blank"],
            preexec_fn=lambda: keep_as((reads, writes)), close_fds=False, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(reads)
        os.close(writes)
        self.rest, self.number, self.events = b"", 0, []
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        os.close(self.out)
        os.close(self.into)
        self.profile.cleanup()

    def receive(self):
        while b"\0" not in self.rest:
            read = os.read(self.into, 1 << 20)
            if not read:
                raise EOFError("the browser is gone")
            self.rest += read
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def send(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        rest = json.dumps(message).encode() + b"\0"
        while rest:
            rest = rest[os.write(self.out, rest):]
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def page(self, file, **view):
        return Page(self, file, **view)


class Page:
    """One file, open at a size and in a scheme of colours; what it asked of the network and said to the console."""

    def __init__(self, browser, file, width=1280, height=900, dark=False, scale=1, style=""):
        self.browser = browser
        self.target = browser.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.send("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.send(f"{domain}.enable")
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale,
                  mobile=width < 600)
        self.send("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        if style:  # the policy of our pages lets no typeface in
            self.send("Page.setBypassCSP", enabled=True)
        self.url = file.as_uri()
        browser.events.clear()
        self.send("Page.navigate", url=self.url)
        self.wait_for("Page.loadEventFired")
        if style:
            self.evaluate(f"document.head.append(Object.assign(document.createElement('style'), "
                          f"{{textContent: {json.dumps(style)}}})); document.body.offsetWidth; "
                          "document.fonts.ready.then(() => null)")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.browser.send("Target.closeTarget", targetId=self.target)

    def send(self, method, **parameters):
        return self.browser.send(method, self.session, **parameters)

    def wait_for(self, event):
        while not any(each.get("method") == event for each in self.browser.events):
            self.browser.events.append(self.browser.receive())

    def evaluate(self, script):
        """What the script says, a promise awaited."""
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "script failed"))
        return answer["result"].get("value")

    def complaints(self):
        """Requests beyond the page itself, and all that reached the console, so far."""
        self.evaluate("new Promise(done => setTimeout(done, 50))")
        for event in self.browser.events:
            if event.get("sessionId") != self.session:
                continue
            method, parameters = event["method"], event["params"]
            if method == "Network.requestWillBeSent" and parameters["request"]["url"] != self.url:
                yield "asks the network for " + parameters["request"]["url"][:100]
            elif method == "Log.entryAdded":
                yield "logs: " + parameters["entry"]["text"]
            elif method in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Page.javascriptDialogOpening"):
                yield f"ran a script: {method}"

    def picture(self, kind="png", **how):
        return base64.b64decode(self.send("Page.captureScreenshot", format=kind, **how)["data"])

    def printed(self):
        return base64.b64decode(self.send("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])
