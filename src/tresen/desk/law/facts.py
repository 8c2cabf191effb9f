"""The facts of an installation and of a business that documents are written from."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection

from tresen.core.law.days import chat_days
from tresen.core.law.installation import Facts, Installation, Program, Shop
from tresen.core.shopfront.profile import TIME_ZONE
from tresen.store import people, profiles

_TEXTS = ("name", "street", "postcode", "city", "phone", "email", "imprint", "privacy")


def facts_of(connection: Connection, installation: Installation, business: int) -> Facts:
    """As they are now."""
    published = profiles.published(connection, business)
    fields: dict[str, Any] = {} if published is None else msgspec.msgpack.decode(published[1])
    hours = fields.get("hours")
    zone = (hours.get("time_zone") if isinstance(hours, dict) else None) or fields.get("time_zone")
    greeting, away, calls = fields.get("greeting"), fields.get("away"), fields.get("calls")
    handle, since_ms, owners, persons = people.team_facts(connection, business)
    texts: dict[str, Any] = {name: str(fields.get(name) or "").strip() for name in _TEXTS}
    shop = Shop(
        **texts,
        handle=handle,
        time_zone=zone if isinstance(zone, str) else TIME_ZONE,
        chat_days=chat_days(fields),
        greets=isinstance(greeting, dict) and greeting.get("on") is True,
        away=isinstance(away, dict) and away.get("when") not in (None, "off"),
        direct=isinstance(calls, dict) and calls.get("direct") is True,
        owners=owners,
        people=persons,
        since_ms=since_ms,
        shared=people.has_others(connection, business),
        programs=tuple(Program(each.name, each.ai) for each in people.programs(connection, business)),
    )
    return Facts(installation, shop)
