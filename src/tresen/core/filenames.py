"""The name under which any system stores one file, whatever its sender called it, and which names carry a warning (S9).

The same rule as the web's `media/prepare/names.ts`, with the same result for every name: `tests/unit/data/file_names.json`
has cases for both. What is shapeless is spelled out, because Python and browsers know different versions of Unicode. Pure.
"""

from __future__ import annotations

import re
from typing import Final

from tresen.core.sizes import FILE_NAME_CHARACTERS

FILE_NAME_BYTES: Final = 200
"""The longest safe name in UTF-8: systems take 255 bytes, and programs set a number before it or behind."""

_SHAPELESS: Final = re.compile(
    "[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2"
    "\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164"
    "\\ud800-\\udfff\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001343f"
    "\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]"
)
"""What steers the writing or has no shape: with such marks "gpj.exe" can look like a picture."""
_FORBIDDEN: Final = re.compile(r'[/\\:*?"<>|]')
"""What a system would take for a path, a device or a stream."""
_BLANKS: Final = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_DEVICE: Final = re.compile("con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3]")
_ENDING: Final = re.compile(r"\.[^.]{1,12}\Z")

RISKY_ENDINGS: Final = (
    "exe msi msix msp mst bat cmd com scr pif cpl gadget ps1 psm1 psd1 vb vbs vbe js mjs cjs jse wsf "
    "wsh wsc sct hta jar jnlp class lnk reg inf scf url website appref-ms application "
    "settingcontent-ms library-ms search-ms msc chm hlp theme diagcab dll ocx sys drv xbap xll xla "
    "xlam app action workflow scpt applescript command terminal tool dmg pkg mpkg kext webloc sh bash "
    "zsh csh ksh fish run bin out elf so deb rpm snap flatpakref appimage apk apkm xapk aab ipa crx "
    "xpi iso img vhd vhdx wim desktop py pyc pyw pyz rb pl php phar lua swf html htm xhtml xht shtml "
    "mht mhtml svg svgz xml xsl xslt docm dotm xlsm xlsb xltm pptm ppsm potm ppam sldm one onepkg iqy "
    "slk rdp"
)
"""Endings of what a computer would run, or a browser would show as if it were the page: such a file carries a warning."""
_RISKY: Final = frozenset(RISKY_ENDINGS.split())


def safe_name(name: str) -> str:
    """A name under which any system stores one file, with its ending kept. A safe name stays as it is."""
    plain = re.sub(r"^\.+", "_", _plain(_FORBIDDEN.sub("_", name)))
    if not plain or _DEVICE.fullmatch(plain.partition(".")[0].rstrip(" ").lower()):
        plain = f"_{plain}"
    found = _ENDING.search(plain)
    ending = found[0] if found else ""
    stem = plain.removesuffix(ending)
    cut = stem[: FILE_NAME_CHARACTERS - len(ending)].encode()[: FILE_NAME_BYTES - len(ending.encode())]
    return plain if cut == stem.encode() else cut.decode(errors="ignore").rstrip(". ") + ending


def is_risky(name: str) -> bool:
    """Whether a file of that name carries a warning. What stands behind the last full stop decides, as in the systems.

    Before a colon as well: what follows one names a part of the file, not its kind.
    """
    return any(_ending(part) in _RISKY for part in (name, *name.split(":")))


def _ending(name: str) -> str:
    _, dot, ending = _plain(name).rpartition(".")
    return ending.lower() if dot else ""


def _plain(name: str) -> str:
    """Without what has no shape, and without what systems leave out at its end."""
    return _BLANKS.sub(" ", _SHAPELESS.sub("", name)).strip(" ").rstrip(". ")
