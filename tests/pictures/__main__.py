"""`./dev pictures [--check] [SCENE…]`: takes the pictures of README and docs anew.

What looks the same stays as it is. With --check nothing is written: what differs is named, and left in
test-results/pictures.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from tests.pictures import scenes
from tests.pictures.gallery import LEFT, committed, files, judged, lacking
from tests.pictures.studio import Studio


def say(line: str) -> None:
    """To whoever waits."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def asked() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="./dev pictures", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing into docs")
    parser.add_argument("--all", action="store_true", help="write what looks the same as well")
    parser.add_argument("scene", nargs="*", choices=[[], *scenes.names()], help="of these alone")
    return parser.parse_args()


def taken(name: str, studio: Studio, *, check: bool, everything: bool) -> int:
    """Take the pictures of one scene, and put them where they belong; how many look different."""
    scene, since = scenes.scene(name), time.monotonic()
    with studio.scene():
        scene.take(studio)
    found = judged(scene, studio)
    say(f"{name}: {len(scene.PICTURES)} pictures in {time.monotonic() - since:.0f} s")
    for picture, what in found.items():
        say(f"  {picture}: {what}")
    for picture in scene.PICTURES if everything else found:
        target = LEFT if check else committed(picture).parent
        target.mkdir(parents=True, exist_ok=True)
        for file in files(picture, studio):
            shutil.copy(file, target)
    return len(found)


def main() -> int:
    """1 if --check found a picture that differs, or if a scene could not be played; 2 if the machine lacks something."""
    options, begun, differ = asked(), time.monotonic(), 0
    names = options.scene or scenes.names()
    if lack := lacking(names):
        say(f"pictures need: apt-get install {' '.join(lack)}")
        return 2
    failed: list[str] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        Studio.open(Path(folder), playwright) as studio,
    ):
        for name in names:
            try:
                differ += taken(name, studio, check=options.check, everything=options.all)
            except (PlaywrightError, AssertionError, ValueError, OSError):
                # The others can still be taken.
                say(f"{name} failed:\n{traceback.format_exc()}")
                failed.append(name)
    say(f"{differ} pictures look different, in {time.monotonic() - begun:.0f} s")
    if failed:
        say(f"not taken: {', '.join(failed)}")
    return 1 if failed or (options.check and differ) else 0


if __name__ == "__main__":
    sys.exit(main())
