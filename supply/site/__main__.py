"""`./dev docs`: the front pages and the documentation behind them, into dist/site/.

Older versions of the documentation that lie there stay. `--serve` shows the result on this machine afterwards.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from supply.site import front, tidy, versions
from supply.site.reading import START
from tresen import __version__

ROOT = front.ROOT
PORT = 8090


def documentation(target: Path) -> bool:
    """Lets Sphinx write the documentation into `target`. Any warning of it fails, and changes nothing there."""
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "made"
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
        places = ["-c", str(ROOT / "supply" / "site"), "-d", f"{scratch}/read", str(ROOT), str(made)]
        # Sphinx writes the time into what it makes, unless it is told one.
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "SOURCE_DATE_EPOCH": "0"}
        done = subprocess.run([*command, *places], cwd=ROOT, env=environment, check=False)
        if done.returncode != 0:
            return False
        shutil.rmtree(made / "_sources", ignore_errors=True)
        (made / "index.html").write_text(_leads_to(f"{START}.html"), encoding="utf-8")
        tidy.guard(made)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)
    return True


def _leads_to(page: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="refresh" content="0; url={page}">\n<title>Tresen {__version__}</title>\n</head>\n'
        f'<body><main><p><a href="{page}">Documentation of Tresen {__version__}</a></p></main></body>\n</html>\n'
    )


def build(site: Path) -> bool:
    """Builds everything into `site`; false: the documentation has faults, which stand above."""
    site.mkdir(parents=True, exist_ok=True)
    if not documentation(site / __version__):
        return False
    front.Writer(site, __version__).write(versions.write_list(site))
    for page in (site, *(site / language for language in front.LANGUAGES)):
        for file in sorted(page.glob("*.html")):
            file.write_text(tidy.guarded(file.read_text(encoding="utf-8")), encoding="utf-8")
    return True


def serve(site: Path) -> None:
    """Serves `site` on this machine until it is stopped."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", PORT), handler) as server:
        sys.stdout.write(f"http://localhost:{PORT}\n")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev docs", description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=ROOT / "dist" / "site", help="the folder, dist/site otherwise"
    )
    parser.add_argument("--serve", action="store_true", help=f"shows it on http://localhost:{PORT}")
    given = parser.parse_args()
    if given.out.is_dir() and any(given.out.iterdir()) and not (given.out / versions.LIST).is_file():
        sys.stderr.write(
            f"docs: {given.out} holds something else: name a folder that is empty or was built before\n"
        )
        return 1
    try:
        if not build(given.out):
            return 1
    except front.Missing as lacking:
        sys.stderr.write(f"docs: not there: {lacking}\n")
        return 1
    sys.stdout.write(f"{given.out}\n")
    if given.serve:
        serve(given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
