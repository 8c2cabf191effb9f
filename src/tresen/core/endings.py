"""Endings under which a stranger's file may lie beside a page of ours: nothing runs it as a page or program."""

from __future__ import annotations

from typing import Final

HARMLESS_ENDINGS: Final = (
    " aac avif csv doc docx gif heic ics jpeg jpg json m4a mov mp3 mp4 odp ods odt ogg opus pdf png ppt pptx rtf txt "
    "vcf wav webm webp xls xlsx zip "
)
"""Each between blanks. In a data package any other file's name is lengthened by `HARMLESS_ENDING`."""
HARMLESS_ENDING: Final = ".txt"


def harmless(name: str) -> str:
    """The name with an ending that nothing runs; unchanged if it has one."""
    _, dot, ending = name.rpartition(".")
    return name if dot and ending.lower() in HARMLESS_ENDINGS.split() else name + HARMLESS_ENDING
