#!/usr/bin/env python3
"""pages.py PAYOFF: what each page of each worked case is to those who open it in a browser.

Accessible (axe-core finds no violation, light and dark, all folds open); quiet (nothing is asked of the network, nothing
reaches the console); answers at once (the five questions on the first screen of a desk and of a phone, the slide whole);
never wider than a phone; and all there without any style. 77 without Chromium or axe-core.
"""
import sys

import devtools, studies

DESK, PHONE, SLIDE = (1280, 900), (390, 844), (1280, 720)
ANSWERS = ("h1", ".answers .worth", ".answers .sure", ".answers .catch", ".answers .next")

OPEN_FOLDS = "document.querySelectorAll('details').forEach(fold => fold.open = true)"
AXE = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
  each => `${each.id}: ${each.help}, as in ${each.nodes[0].target} (${each.nodes.length})`))"""
# What of these does not lie whole within the window, or is cut by its own box.
OUTSIDE = """(selectors => selectors.flatMap(selector => {
  const all = [...document.querySelectorAll(selector)];
  return all.length === 0 ? [selector + ' is not there'] : all.filter(each => {
    const box = each.getBoundingClientRect();
    return !each.textContent.trim() || box.height < 5 || box.top < 0 || box.left < 0 || box.bottom > innerHeight ||
           box.right > innerWidth || each.scrollWidth > each.clientWidth + 1;
  }).map(each => `${selector} ends at ${Math.round(each.getBoundingClientRect().bottom)} of ${innerHeight}`);
}))"""
WIDER = "document.documentElement.scrollWidth > innerWidth ? document.documentElement.scrollWidth : 0"
# Faults of the page as plain text: what is not seen, what stands above what it follows, tables and pictures without words.
PLAIN = """(() => {
  const words = () => document.body.innerText.replace(/\\s+/g, ' ');
  document.querySelectorAll('style').forEach(style => style.remove());
  const faults = [], told = words();
  const leaves = [...document.querySelectorAll('h1, h2, h3, p, dt, dd, li, caption, th, td, figcaption')];
  let above = -1;
  for (const leaf of leaves.filter(each => each.getClientRects().length)) {
    const top = leaf.getBoundingClientRect().top + scrollY;
    if (!['TH', 'TD'].includes(leaf.tagName) && top < above - 1) faults.push('out of order: ' + leaf.textContent.slice(0, 60));
    above = Math.max(above, ['TH', 'TD'].includes(leaf.tagName) ? above : top);
  }
  for (const leaf of leaves)
    if (!told.includes(leaf.innerText.replace(/\\s+/g, ' ').trim())) faults.push('not seen: ' + leaf.textContent.slice(0, 60));
  for (const table of document.querySelectorAll('table'))
    if (!table.caption?.textContent.trim() || !table.tHead?.querySelector('th[scope=col]')) faults.push('a table without words');
  for (const svg of document.querySelectorAll('svg')) {
    const names = (svg.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent);
    if (svg.getAttribute('role') !== 'img' || names.length < 2 || !names.every(name => name?.trim())) faults.push('a picture without words');
    for (const text of svg.querySelectorAll('text'))
      if (text.getBBox().x < -1 || text.getBBox().x + text.getBBox().width > svg.viewBox.baseVal.width + 1)
        faults.push('cut: ' + text.textContent);
    for (const path of svg.querySelectorAll('path'))
      if (getComputedStyle(path).fill !== 'none' || getComputedStyle(path).stroke === 'none') faults.push('a line that is a shape');
  }
  return faults;
})()"""


def accessible(browser, file, axe):
    for dark in (False, True):
        with browser.page(file, dark=dark) as page:
            page.evaluate(OPEN_FOLDS)
            page.evaluate(axe)
            yield from (f"{'dark' if dark else 'light'}: {fault}" for fault in page.evaluate(AXE))
            yield from page.complaints()


def at_once(browser, file):
    sizes = {"case-study.html": (DESK, PHONE), "summary.html": (DESK, PHONE, SLIDE), "evidence.html": ()}[file.name]
    for width, height in sizes:
        with browser.page(file, width=width, height=height) as page:
            whole = ("main", "figure", "svg", "body > footer") if (width, height) == SLIDE else ()
            asked = [each for each in ANSWERS + whole if each != "svg" or page.evaluate("!!document.querySelector('svg')")]
            asked = [each for each in asked if each != "figure" or "svg" in asked]
            yield from (f"{width} x {height}: {fault}" for fault in page.evaluate(f"{OUTSIDE}({asked})"))


def narrow(browser, file):
    with browser.page(file, width=PHONE[0], height=PHONE[1]) as page:
        page.evaluate(OPEN_FOLDS)
        if wide := page.evaluate(WIDER):
            yield f"is {wide} wide on a phone of {PHONE[0]}"


def plain(browser, file):
    with browser.page(file) as page:
        page.evaluate(OPEN_FOLDS)
        yield from page.evaluate(PLAIN)


def faults_of(browser, file, axe):
    yield from accessible(browser, file, axe)
    yield from at_once(browser, file)
    yield from narrow(browser, file)
    yield from plain(browser, file)


def blind(browser, file, axe):
    """Which of the questions cannot be answered with no: each is asked of a page that was spoilt."""
    with browser.page(file, height=200) as page:
        page.evaluate(axe)
        if not page.evaluate(f"{OUTSIDE}({list(ANSWERS)})"):
            yield "the first screen of 200 pixels holds all"
        page.evaluate("document.documentElement.removeAttribute('lang'); document.querySelector('h1').style.width = '2000px'")
        if not page.evaluate(AXE) or not page.evaluate(WIDER):
            yield "a page without a language, or wider than its window, is fine"
        page.evaluate("document.querySelector('svg').removeAttribute('role'); document.querySelector('h1').hidden = true")
        if len(page.evaluate(PLAIN)) < 2:
            yield "a picture without words and a hidden sentence are fine"
        page.evaluate("console.error('x'); new Image().src = 'https://example.invalid/x.png'; fetch('x').catch(() => 0)")
        if len(list(page.complaints())) < 2:
            yield "a page that asks the network is quiet"


def main(payoff):
    axe = studies.package("axe-core/axe.min.js")
    if studies.missing(Chromium=devtools.chromium(), axe=axe):
        return studies.SKIPPED
    axe = axe.read_text(encoding="utf-8")
    faults = asked = 0
    with studies.reports(payoff) as reports, devtools.Browser() as browser:
        for (language, case), folder in reports.items():
            for name in studies.PAGES:
                asked += 1
                for fault in faults_of(browser, folder / name, axe):
                    faults += 1
                    print(f"{case} ({language}), {name}: {fault}")
        for fault in blind(browser, folder / "case-study.html", axe):
            faults += 1
            print(fault)
    print(f"pages: {asked} asked, {faults} faults")
    return 1 if faults or not asked else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
