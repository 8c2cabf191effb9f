"""axe-core on a page under Trusted Types and a strict CSP."""

import json
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Error, Frame, Page

_AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that ask for colours. Another light changes nothing else: both lights have the same elements."""

STILL = "() => document.getAnimations().every(({ playState }) => playState !== 'running')"
"""No transition is under way."""

_lines: WeakKeyDictionary[Page | Frame, CDPSession] = WeakKeyDictionary()
"""A page keeps its line, and its line keeps the world in which axe was loaded: loading takes as long as looking."""


_JUDGED = """async ({violations}) => {
    const small = async ({target}) => {
        const element = document.querySelector(target[0]);
        const places = [];
        for (let each = element; each; each = each.parentElement) places.push([each, each.scrollTop]);
        element.scrollIntoView({block: 'center', behavior: 'instant'});
        const again = await axe.run(element, {runOnly: ['target-size']});
        for (const [each, top] of places) each.scrollTop = top;
        return again.violations.length > 0;
    };
    for (const rule of violations) {
        if (rule.id !== 'target-size') continue;
        const kept = [];
        for (const node of rule.nodes) if (await small(node)) kept.push(node);
        rule.nodes = kept;
    }
    return JSON.stringify(violations);
}"""
"""A target half hidden by the counter would count as too small, so each is scrolled fully into view."""


def violations(page: Page | Frame, *rules: str) -> list[str]:
    """One line for each violation of WCAG 2.2 AA: rule, what it means, where. `rules`: of these alone.

    `page`: or the one frame in it.

    It runs in an isolated world: it sees the page's document, but the page's policies and globals do not see it.
    """
    if page not in _lines:
        _lines[page] = _line(page)
    session = _lines[page]
    tree = session.send("Page.getFrameTree")["frameTree"]
    # A frame in a process of its own has a tree of its own; in its page's it is a branch of that.
    inside = tree["childFrames"][0] if isinstance(page, Frame) and "childFrames" in tree else tree
    frame = inside["frame"]["id"]
    # The same world as the last time, unless the page was loaded anew.
    world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "axe"})
    context = world["executionContextId"]
    if _run(session, context, "typeof axe") == "undefined":
        _run(session, context, _AXE.read_text("utf8"))
    only = {"type": "rule", "values": rules} if rules else _WCAG
    options = json.dumps({"runOnly": only, "resultTypes": ["violations"]})
    found = _run(session, context, f"axe.run(document, {options}).then({_JUDGED})")
    if any(rule["id"] in COLOURS for rule in json.loads(found)):
        # Something may have faded meanwhile, as a toast does by itself. What is wrong is so twice.
        page.wait_for_function(STILL)
        found = _run(session, context, f"axe.run(document, {options}).then({_JUDGED})")
    return [
        f"{rule['id']}: {rule['help']} at {' '.join(map(str, node['target']))}"
        for rule in json.loads(found)
        for node in rule["nodes"]
    ]


def _line(page: Page | Frame) -> CDPSession:
    if isinstance(page, Page):
        return page.context.new_cdp_session(page)
    try:
        return page.page.context.new_cdp_session(page)
    except Error:
        return page.page.context.new_cdp_session(page.page)


def _run(session: CDPSession, context: int, source: str) -> Any:
    answer = session.send(
        "Runtime.evaluate",
        {"expression": source, "contextId": context, "awaitPromise": True, "returnByValue": True},
    )
    if "exceptionDetails" in answer:
        raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "axe failed"))
    return answer["result"].get("value")
