"""The Debian package: a tree with every locked library, made with `dpkg-deb`. Nothing is fetched when it is installed.

Compiled modules of four Pythons lie side by side: one package per architecture fits Debian 12, 13, Ubuntu 24.04, 26.04.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import subprocess
import tempfile
from email.utils import formatdate
from pathlib import Path
from typing import Any, Final

from supply import names, sbom, times, wheels
from tresen import __version__

ROOT = Path(__file__).resolve().parents[1]
PARTS: Final = Path(__file__).parent / "debian"
PYTHONS: Final = ("3.11", "3.12", "3.13", "3.14")
HOME: Final = "usr/lib/tresen"
EXAMPLES: Final = (
    "Caddyfile",
    "tresen-outside.conf",
    "turnserver.conf",
    "turnserver.nft",
    "turnserver.service",
)
SCRIPTS: Final = ("preinst", "postinst", "prerm", "postrm")


def version(own: str = __version__) -> str:
    """Debian's spelling: a candidate comes before its release (`1.0.0rc1` → `1.0.0~rc1-1`)."""
    return re.sub(r"(a|b|rc|\.dev)(\d+)$", r"~\1\2", own).replace("~.", "~") + "-1"


def file_name(arch: str) -> str:
    """As Debian's tools name it, but for the `~`: forges replace it, and lists of hashes do not know it."""
    return f"{names.PACKAGE}_{version().replace('~', '.')}_{arch}.deb"


def build(wheel: Path, arch: str, target: Path, *, press: int = 6) -> Path:
    """The package in the folder `target`, the same bytes each time. Raises `CalledProcessError` if a library is missing."""
    at = times.epoch()
    with tempfile.TemporaryDirectory(prefix="tresen-deb.") as held:
        tree = Path(held) / "tree"
        (tree / "DEBIAN").mkdir(parents=True)
        _program(tree, wheel, arch)
        _system(tree)
        _documents(tree, at)
        _control(tree, arch)
        times.settle(tree, at)
        made = target / file_name(arch)
        # One thread: xz cuts its input by the number of threads.
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{press}", "--threads-max=1", "--build", tree, made],
            check=True, stdout=subprocess.DEVNULL,
            env={"SOURCE_DATE_EPOCH": str(at), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
    return made


def _program(tree: Path, wheel: Path, arch: str) -> None:
    """A virtual environment of Debian's Python, which any of `PYTHONS` takes for its own."""
    home = tree / HOME
    wheels.install(home / "lib/python3/site-packages", wheel, arch, PYTHONS)
    for python in PYTHONS:
        (home / f"lib/python{python}").symlink_to("python3")
    (home / "bin").mkdir()
    (home / "bin/python3").symlink_to("../../../bin/python3")
    (home / "pyvenv.cfg").write_text("home = /usr/bin\ninclude-system-site-packages = false\n")
    (home / "debian").write_text("Installed by the Debian package tresen, which also updates it.\n")
    _write(
        home / "bin/tresen", f"#!/{HOME}/bin/python3 -I\nfrom tresen.command import main\n\nmain()\n", 0o755
    )
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/tresen").symlink_to("../lib/tresen/bin/tresen")


def _system(tree: Path) -> None:
    """Unit, settings, and what follows a new default Python."""
    unit = (ROOT / "deploy/tresen.service").read_text().replace("/opt/tresen/bin/tresen", "/usr/bin/tresen")
    _, _, rest = unit.partition("\n")
    _write(
        tree / "usr/lib/systemd/system/tresen.service",
        "# Tresen, with the settings in /etc/tresen.toml.\n" + rest,
    )
    _write(tree / "etc/tresen.toml", (ROOT / "deploy/tresen.toml").read_text())
    _write(
        tree / "usr/share/python3/runtime.d/tresen.rtupdate", (PARTS / "tresen.rtupdate").read_text(), 0o755
    )


def _documents(tree: Path, at: int) -> None:
    """Man pages, copyright, changelog, examples, and reasons for what lintian would ask."""
    from supply import manpages

    for name, page in manpages.pages().items():
        _packed(tree / f"usr/share/man/man{name[-1]}/{name}.gz", page)
    documents = tree / "usr/share/doc/tresen"
    _write(documents / "copyright", copyright_of(sbom.sbom(ROOT)))
    entry = (
        f"tresen ({version()}) unstable; urgency=medium\n\n  * What changed: UPGRADE.md of this release.\n\n"
        f" -- {names.MAINTAINER}  {formatdate(at)}\n"
    )
    _packed(documents / "changelog.Debian.gz", entry)
    for name in EXAMPLES:
        _write(documents / "examples" / name, (ROOT / "deploy" / name).read_text())
    _write(tree / "usr/share/lintian/overrides/tresen", (PARTS / "lintian-overrides").read_text())


def _control(tree: Path, arch: str) -> None:
    held = sorted(each for each in tree.rglob("*") if "DEBIAN" not in each.relative_to(tree).parts)
    files = [each for each in held if each.is_file() and not each.is_symlink()]
    size = sum(-(-each.stat().st_size // 1024) for each in files) + len(held) - len(files)
    control = (
        (PARTS / "control")
        .read_text()
        .format(version=version(), arch=arch, size=size, maintainer=names.MAINTAINER, homepage=names.HOMEPAGE)
    )
    sums = "".join(
        f"{hashlib.md5(each.read_bytes(), usedforsecurity=False).hexdigest()}  {each.relative_to(tree)}\n"
        for each in files
    )
    _write(tree / "DEBIAN/control", control)
    _write(tree / "DEBIAN/md5sums", sums)
    _write(tree / "DEBIAN/conffiles", "/etc/tresen.toml\n")
    for name in SCRIPTS:
        shutil.copy(PARTS / name, tree / "DEBIAN" / name)
        (tree / "DEBIAN" / name).chmod(0o755)


def copyright_of(parts: dict[str, Any]) -> str:
    """Debian's file of licences: Tresen's own, and each part's as the list of parts names it."""
    listed = []
    for part in parts["components"]:
        if part.get("scope") == "excluded":
            continue
        [licence] = part["licenses"]
        said = licence.get("expression") or licence["license"].get("id") or licence["license"]["name"]
        listed.append(f" {part['name']} {part['version']}: {said}\n")
    return (PARTS / "copyright").read_text().format(homepage=names.HOMEPAGE, parts="".join(listed))


def _write(file: Path, text: str, mode: int = 0o644) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)


def _packed(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
