"""No test depends on a quiet machine: what must come has as long as only a hang takes (ADR 55)."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.world import patience
from tests.world.patience import PATIENCE

TESTS: Final = Path(__file__).parents[1]
WEB: Final = TESTS.parent / "web"
LEAST: Final = 30
"""Seconds. On a core that fifteen processes share, a test of two seconds takes that."""
WITH_A_SECOND: Final = {("asyncio", "wait_for"), ("futures", "wait"), ("socket", "create_connection")}

BRIEF: Final = {
    "contract/test_checkpoint.py": (
        2,
        "the writer is not to be done yet; from one look at a copy to the next",
    ),
    "e2e/message_menu.py": (1, "a press that missed its button is tried again"),
    "e2e/test_media_hard.py": (1, "from one look at the memory to the next"),
    "e2e/views/steps.py": (1, "a key that met the menu before is pressed again"),
    "integration/test_client_back.py": (1, "so long there is no server, and nothing is to be answered"),
    "integration/test_deployed_front.py": (1, "from one look at whether others are answered to the next"),
    "integration/test_http_bounds.py": (1, "from one look at whether others are answered to the next"),
    "integration/test_live_rates.py": (1, "how long it is quiet before nothing more comes"),
    "integration/test_smtp_hostile.py": (1, "from one byte of a slow server to the next"),
    "liar/street.py": (1, "whoever is to answer nothing is not to be done"),
    "world/deployed.py": (1, "asked again until it answers"),
    "world/fronts.py": (1, "asked again until it answers"),
    "world/process.py": (1, "asked again until it answers"),
    "world/s3_lies.py": (1, "from one byte of a slow store to the next"),
}
"""How many waits of a file are shorter, and what for. None of them fails a test because the machine is busy."""

CLOCKS: Final = {
    "contract/test_giving_way.py": "a rest is at least so long",
    "durations.py": "what tests cost is written down",
    "integration/test_first_message_timed.py": "printed beside the processor time, which is what has a bound",
    "integration/test_http_behind_proxy.py": "the server's own",
    "pictures/__main__.py": "how long it took is printed",
    "world/waited.py": "the stopwatch",
}
"""Who reads the clock, but for a guard against hanging."""


def number(node: ast.AST | None, known: dict[str, float]) -> float | None:
    """The number that an expression is; None if it cannot be read here."""
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return float(node.value)  # type: ignore[arg-type]
    return None


def constants(tree: ast.Module) -> dict[str, float]:
    """The file's constants that are numbers."""
    found = {}
    for each in tree.body:
        target = each.targets[0] if isinstance(each, ast.Assign) else getattr(each, "target", None)
        it_is = number(getattr(each, "value", None), {})
        if isinstance(target, ast.Name) and it_is is not None:
            found[target.id] = it_is
    return found


def bounds(tree: ast.AST) -> Iterator[ast.expr]:
    """How long something is waited for."""
    for each in ast.walk(tree):
        if not isinstance(each, ast.Call):
            continue
        yield from (keyword.value for keyword in each.keywords if keyword.arg == "timeout")
        of, method = (
            ast.unparse(each.func).split(".")[-2:] if isinstance(each.func, ast.Attribute) else ("", "")
        )
        if (of, method) in WITH_A_SECOND:
            yield from each.args[1:2]
        elif method in ("wait", "result") or (of, method) == ("asyncio", "timeout"):
            yield from each.args[:1]


def is_brief(bound: float, file: Path) -> bool:
    """In browser tests, Playwright counts in milliseconds."""
    return bound < LEAST or ("e2e" in file.parts and 1_000 <= bound < LEAST * 1_000)


def test_what_must_come_has_time() -> None:
    """No bound of a wait is below 30 s, but for those that fail nothing."""
    found: Counter[str] = Counter()
    for file in TESTS.rglob("*.py"):
        tree = ast.parse(file.read_text())
        known = constants(tree) | {"PATIENCE": PATIENCE}
        for each in bounds(tree):
            it_is = number(each, known)
            if it_is is not None and is_brief(it_is, file):
                found[str(file.relative_to(TESTS))] += 1
    assert found == {file: count for file, (count, _) in BRIEF.items()}


def test_no_client_keeps_httpx_own_five_seconds() -> None:
    """Whoever asks over HTTP says how long; a transport in the test's own process never waits."""
    found = []
    for file in sorted(TESTS.rglob("*.py")):
        for each in ast.walk(ast.parse(file.read_text())):
            if not isinstance(each, ast.Call) or not ast.unparse(each.func).startswith("httpx."):
                continue
            if ast.unparse(each.func).partition(".")[2] in ("Client", "AsyncClient", "get", "post"):
                given = {keyword.arg for keyword in each.keywords}
                if not given & {"timeout", "transport"}:
                    found.append(f"{file.relative_to(TESTS)}:{each.lineno}")
    assert found == []


def test_no_test_holds_what_it_tests_to_the_clock() -> None:
    """What has a figure counts work, processor time, or the stopwatch that stands still without a processor."""
    guard = re.compile(r"\bmonotonic\(\) (\+ |> |< (end|deadline)\b)|deadline - time\.monotonic\(\)")
    reads = re.compile(r"\b(time\.monotonic|perf_counter)\b")
    found = {
        str(file.relative_to(TESTS))
        for file in TESTS.rglob("*.py")
        if file != Path(__file__)
        for line in file.read_text().splitlines()
        if reads.search(line) and not guard.search(line)
    }
    assert found == set(CLOCKS)


def limit(file: Path) -> float:
    """The seconds after which pytest ends a test of the file, as its own mark says; 0: it has none."""
    known = {name: value for name, value in vars(patience).items() if name.isupper()}
    marked = re.findall(
        r"^(?:pytestmark = \[?|@)pytest\.mark\.timeout\((\w+)\)(?:$|, )", file.read_text(), re.MULTILINE
    )
    return min((known.get(each, 0.0) for each in marked), default=0.0)


def test_what_installs_is_ended_only_by_what_hangs() -> None:
    """Packages are fetched and apps are built: a machine's scripts have time for it, and pytest waits longer than they."""
    within = ast.parse((TESTS / "world/machine.py").read_text())
    assert {ast.unparse(each) for each in bounds(within)} == {"INSTALLING", "PATIENCE"}
    uses = re.compile(r"^from tests\.world\.(machine|printed) import .*\b(machine|follow)\b", re.MULTILINE)
    installing = {file.name for file in TESTS.rglob("test_*.py") if uses.search(file.read_text())}
    assert installing == {
        "test_printed.py",
        "test_install.py",
        "test_install_others.py",
        "test_debian_scripts.py",
        "test_first_message_timed.py",
        "test_yunohost.py",
    }
    limits = [limit(TESTS / "integration" / name) for name in (*installing, "test_first_start.py")]
    assert min(limits) > patience.INSTALLING


def test_the_web_waits_as_long() -> None:
    """Vitest's own second for `poll` and `waitFor` is set or given, and no test measures by the wall's clock."""
    for name in ("vitest.config.ts", "vitest.views.config.ts"):
        set_to = re.findall(r"[tT]imeout: ([\d_]+)", (WEB / name).read_text())
        assert [int(each.replace("_", "")) >= LEAST * 1_000 for each in set_to] == [True, True]
    wrong = []
    for file in sorted(
        [*WEB.glob("*/test/**/*.ts"), *WEB.glob("*/src/**/*.test.ts"), *WEB.glob("*/src/**/*.view.ts")]
    ):
        text = file.read_text()
        brief = [
            each
            for each in re.findall(r"\btimeout: ([\d_]+)", text)
            if int(each.replace("_", "")) < LEAST * 1_000
        ]
        second = re.findall(r"vi\.waitFor\((?:[^()]|\([^()]*(?:\([^()]*\)[^()]*)*\))*\)", text)
        unsaid = [each for each in second if not re.search(r"\d_000", each)]
        if brief or unsaid or "performance.now" in text:
            wrong.append((str(file.relative_to(WEB)), brief, unsaid))
    assert wrong == []
