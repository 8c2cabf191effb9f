"""axe-core on a page under Trusted Types and a strict CSP."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page

_AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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


def violations(page: Page) -> list[str]:
    """One line for each violation of WCAG 2.2 AA: rule, what it means, where.

    It runs in an isolated world: it sees the page's document, but the page's policies and globals do not see it.
    """
    session = page.context.new_cdp_session(page)
    try:
        frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "axe"})
        context = world["executionContextId"]
        _run(session, context, _AXE.read_text("utf8"))
        options = json.dumps({"runOnly": _WCAG, "resultTypes": ["violations"]})
        found = _run(session, context, f"axe.run(document, {options}).then({_JUDGED})")
    finally:
        session.detach()
    return [
        f"{rule['id']}: {rule['help']} at {' '.join(map(str, node['target']))}"
        for rule in json.loads(found)
        for node in rule["nodes"]
    ]


def _run(session: CDPSession, context: int, source: str) -> Any:
    answer = session.send(
        "Runtime.evaluate",
        {"expression": source, "contextId": context, "awaitPromise": True, "returnByValue": True},
    )
    if "exceptionDetails" in answer:
        raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "axe failed"))
    return answer["result"].get("value")
