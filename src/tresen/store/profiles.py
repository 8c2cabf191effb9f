"""Texts and pictures of profiles, by business and hash: the newest, and the words of automatic answers given (S14)."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from tresen.store.schema import businesses, profile_contents
from tresen.store.state import Business
from tresen.store.tx import Tx

_c = profile_contents.c


class Newest(NamedTuple):
    """The contents of the published profile."""

    text: bytes
    picture: bytes | None


def set_profile(
    tx: Tx, business: Business, rev: int, text: tuple[bytes, bytes], picture: tuple[bytes, bytes] | None
) -> None:
    """Make the profile record at `rev` the published one. Text and picture each come as hash and content.

    What the profile before this one had is removed, except texts that automatic answers or expiries refer to.
    """
    tx.execute(update(businesses).where(businesses.c.id == business.id).values(profile_rev=rev))
    wanted = {text[0]: (text[1], False)} | ({picture[0]: (picture[1], True)} if picture else {})
    mine = _c.business_id == business.id
    tx.execute(update(profile_contents).where(mine, _c.newest.is_(True)).values(newest=False))
    known = set(tx.execute(select(_c.hash).where(mine, _c.hash.in_(list(wanted)))).scalars())
    tx.execute(update(profile_contents).where(mine, _c.hash.in_(list(known))).values(newest=True))
    for hash_ in wanted.keys() - known:
        content, is_picture = wanted[hash_]
        row = {"business_id": business.id, "hash": hash_, "content": content, "picture": is_picture}
        tx.execute(insert(profile_contents).values({**row, "newest": True, "answered": False}))
    tx.execute(delete(profile_contents).where(mine, _c.newest.is_(False), _c.answered.is_(False)))
    business.profile_rev, business.profile, business.automatic = rev, text[1], None
    business.profile_answered = False


def keep_words(tx: Tx, business: Business) -> None:
    """An automatic answer or an expiry refers to the published text: it stays when another is published (S14, D2)."""
    if business.profile_answered:
        return
    newest = (_c.business_id == business.id) & _c.newest.is_(True) & _c.picture.is_(False)
    tx.execute(update(profile_contents).where(newest).values(answered=True))
    business.profile_answered = True


def newest_contents(connection: Connection, business: int) -> Newest | None:
    """The contents of the published profile, or None before there is one."""
    query = select(_c.picture, _c.content).where(_c.business_id == business, _c.newest.is_(True))
    found = {bool(picture): content for picture, content in connection.execute(query)}
    return Newest(found[False], found.get(True)) if False in found else None


def published(connection: Connection, business: int) -> tuple[int, bytes] | None:
    """The rev of the published profile's record, and its text; None before there is one."""
    query = (
        select(businesses.c.profile_rev, _c.content)
        .join(profile_contents, _c.business_id == businesses.c.id)
        .where(businesses.c.id == business, _c.newest.is_(True), _c.picture.is_(False))
    )
    row = connection.execute(query).one_or_none()
    return None if row is None or row[0] is None else (row[0], row[1])


def content(connection: Connection, business: int, hash_: bytes) -> bytes | None:
    """The text or picture with that hash, or None."""
    query = select(_c.content).where(_c.business_id == business, _c.hash == hash_)
    found: bytes | None = connection.execute(query).scalar()
    return found


def published_texts(connection: Connection, most: int) -> list[bytes]:
    """The texts of published profiles, at most so many."""
    query = select(_c.content).where(_c.newest.is_(True), _c.picture.is_(False)).limit(most)
    return list(connection.execute(query).scalars())
