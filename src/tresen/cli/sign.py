"""`tresen sign HANDLE`: the sign of a business, in the terminal or as a drawing to print."""

from __future__ import annotations

import json
import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer

from tresen.cli.options import AsJson, Config, Data, PublicUrl, fail, settings
from tresen.cli.saying import say
from tresen.config import DATABASE_FILE, Settings


class Size(StrEnum):
    """The paper of a sign."""

    A4 = "a4"
    A5 = "a5"
    A6 = "a6"


class Lang(StrEnum):
    """The language of a sign."""

    DE = "de"
    EN = "en"


class Found(NamedTuple):
    """The facts about a business that a sign shows."""

    name: str
    handle: str
    fingerprint: bytes
    picture: bytes | None


_SAID: Final = {
    Lang.DE: ("Schreiben Sie uns.", "Einfach scannen. Ohne App, ohne Nummer.", "unsere vier Merkwörter"),
    Lang.EN: ("Write to us.", "Just scan. No app, no phone number.", "our four words to remember"),
}


def sign(
    handle: Annotated[
        str,
        typer.Argument(help="The business's address, such as baeckerei-sonnenschein.", show_default=False),
    ],
    data: Data = None,
    svg: Annotated[
        Path | None,
        typer.Option(
            help="Write a printable drawing to this file; - for standard output.", show_default=False
        ),
    ] = None,
    size: Annotated[Size, typer.Option(help="The paper of the drawing.")] = Size.A5,
    lang: Annotated[Lang, typer.Option(help="The language of the drawing.")] = Lang.DE,
    public_url: PublicUrl = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Show the sign of a business: code, address, fingerprint and four words; or draw it for printing."""
    read = settings({"data": data, "public_url": public_url, "config": config}, remembered=True)
    found = _find(read, handle.lower())
    from tresen.seal import crockford, links

    url = str(links.Sign(read.public_url, found.handle, found.fingerprint))
    words = links.sign_words(found.fingerprint)
    if svg is not None:
        drawing = _draw(found, url, words, size, lang)
        if str(svg) == "-":
            typer.echo(drawing, nl=False)
            return
        _write(svg, drawing)
    fingerprint = crockford.encode(found.fingerprint)
    if as_json:
        told = {"name": found.name, "url": url, "fingerprint": fingerprint, "words": words}
        typer.echo(json.dumps(told, ensure_ascii=False))
    elif svg is None:
        _show(found, url, fingerprint, words)
    else:
        say(f"{size.value.upper()}: {svg}")


def _find(read: Settings, handle: str) -> Found:
    if not (read.data / DATABASE_FILE).is_file():
        fail(f"there is no database in {read.data}: name the server's data folder with --data")
    from tresen.desk.shopfront.publish import chain_of
    from tresen.store import queries
    from tresen.store.database import Database

    database = Database(read.data)
    try:
        with database.snapshot() as connection:
            business = queries.find_business(connection, handle)
            if business is None:
                fail(f"no business has the address {handle!r} here")
            chain = chain_of(connection, business[0])
    finally:
        database.close()
    profile = chain.profile or {}
    name, picture = profile.get("name"), profile.get("picture")
    shown = picture if isinstance(picture, bytes) else None
    return Found(name if isinstance(name, str) and name else handle, handle, chain.fingerprint, shown)


def _draw(found: Found, url: str, words: tuple[str, ...], size: Size, lang: Lang) -> str:
    from tresen.cli.sign_paper import SignTexts, drawing

    say, how, foot = _SAID[lang]
    address = re.sub(r"^https?://|#.*$", "", url)
    capitals = [word.capitalize() for word in words]
    texts = SignTexts(found.name, initials(found.name), say, how, address, capitals, foot)
    return drawing(texts, url, size.value, _data_address(found.picture))


def _data_address(picture: bytes | None) -> str | None:
    """The picture inside the drawing; None for what is not one."""
    from base64 import b64encode

    from tresen.core.shopfront.pictures import picture_kind

    kind = picture_kind(picture) if picture else None
    return f"data:{kind};base64,{b64encode(picture).decode()}" if picture and kind else None


def initials(name: str) -> str:
    """The initials of the first and last significant word, as on the business's tile."""
    words = [word for word in name.split() if re.search(r"[^\W_]", word)]
    counted = [word for word in words if word.lower() not in _LEFT_OUT] or words
    ends = counted[:1] + counted[1:][-1:]
    return "".join(re.findall(r"[^\W_]", word)[0].upper() for word in ends)


_LEFT_OUT: Final = frozenset(
    ["dr.", "prof.", "von", "van", "de", "zu", "und", "&", "e.", "v.", "frau", "herr", "familie"]
)


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror or error}")


def _show(found: Found, url: str, fingerprint: str, words: tuple[str, ...]) -> None:
    import segno

    say(found.name)
    segno.make(url, error="l").terminal(out=sys.stdout, compact=True, border=2)
    say(f"{'address':<12} {url.partition('#')[0]}")
    say(f"{'code':<12} {url}")
    say(f"{'fingerprint':<12} {' '.join(fingerprint[at : at + 4] for at in range(0, 32, 4))}")
    say(f"{'words':<12} {' '.join(words)}  (to remember the shop by; they verify nothing)")
