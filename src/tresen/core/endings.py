"""Endings under which a stranger's file may lie beside a page of ours: no browser runs such a file as a page, no system as a program."""

from __future__ import annotations

from typing import Final

HARMLESS_ENDINGS: Final = (
    *("3gp", "aac", "avi", "avif", "bmp", "csv", "doc", "docx", "epub", "flac", "gif", "heic", "heif", "ics"),
    *("jpeg", "jpg", "json", "key", "m4a", "m4v", "md", "mkv", "mov", "mp3", "mp4", "numbers", "odp", "ods"),
    *("odt", "oga", "ogg", "opus", "pages", "pdf", "png", "ppt", "pptx", "rtf", "tif", "tiff", "txt", "vcf"),
    *("wav", "webm", "webp", "xls", "xlsx", "zip"),
)
"""In a data package, every other file's name is lengthened by `HARMLESS_ENDING`: beside the page it would run in the page's origin."""
HARMLESS_ENDING: Final = ".txt"


def harmless(name: str) -> str:
    """The name with an ending that nothing runs; unchanged if it has one."""
    _, dot, ending = name.rpartition(".")
    return name if dot and ending.lower() in HARMLESS_ENDINGS else name + HARMLESS_ENDING
