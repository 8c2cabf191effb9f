"""A day at the bakery on which something of every kind happens, and the visitors who come back after it, to be lied to."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest

from tests.liar import looks
from tests.liar.street import Street
from tests.liar.visits import Scenario, Visitor
from tests.world.bakery import PROFILE
from tests.world.calls import b64
from tests.world.passkey import Passkey
from tests.world.profile import GREETING
from tresen.client import Customer, Owner, QuickReply, Staff
from tresen.core import invitations
from tresen.core.bounds.rates import Rate
from tresen.core.passkeys import WRAP
from tresen.desk import rates, welcome
from tresen.desk.team.setup import new_setup
from tresen.seal.keys import DeviceKeys
from tresen.seal.links import SetupLink, read_return_link

WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHOP: Final[dict[str, Any]] = {
    **PROFILE,
    "greeting": GREETING,
    "picture": looks.PICTURE,
    "hours": {"time_zone": "Europe/Berlin", "weekly": {day: [["00:00", "24:00"]] for day in WEEK}},
    "calls": {"hours": "always", "direct": True, "strangers": True},
}
_OFTEN: Final = Rate(1_000_000, 1_000_000)
_FROM: Final = 10
"""The first number of a person who joins in a visit."""


@dataclass
class Day:
    """The street after that day. The phone, Ben and Carla come back with the keys that they had in the morning."""

    street: Street
    conversation: bytes
    blocked: bytes
    tablet: Customer
    """Frau Krause's, which is told the truth."""
    phone: Path
    ben: Path
    carla: Path
    stranger: Path
    invitation: str = ""
    """The link of what the business wrote first."""

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, folder: Path) -> AsyncIterator[Day]:
        """Let it happen."""
        async with Street.open(folder, profile=SHOP) as street:
            day = await _morning(street)
            async with day.tablet:
                with pytest.MonkeyPatch.context() as patch:
                    _without_bounds(street, patch)
                    await _noon(day)
                    yield day


def customers(day: Day) -> list[Visitor]:
    """Those who come with a customer's keys or with none, in the order in which they come."""
    street, owner, numbers = day.street, day.street.bakery.owner, count()
    phone = partial(_visitor, street, day.phone, Customer)

    async def new(path: Path) -> Customer:
        return await Customer.start(street.bakery.url, keys=path)

    async def sets_up(path: Path) -> Owner:
        link = str(SetupLink(street.proxy.url, await new_setup(street.bakery.app.house)))
        return await Owner.setup(
            link, keys=path, handle=f"shop-{next(numbers)}", profile=PROFILE, name="Doro"
        )

    async def passes_by(_: Path) -> Any:
        return looks.Passerby(day.invitation)

    hears = partial(looks.customer_hears, owner=owner, conversation=day.conversation)
    typing = partial(looks.customer_sees_typing, owner=owner, conversation=day.conversation)
    back = partial(looks.customer_comes_back, street=street, owner=owner, conversation=day.conversation)
    return [
        phone("looks", looks.customer_looks),
        phone("is_held", looks.customer_is_held),
        phone("says", looks.customer_says),
        phone("acts", looks.customer_acts),
        phone("hears", hears),
        phone("sees_typing", typing),
        phone("comes_back", back),
        _visitor(street, day.stranger, Customer, "is_refused", looks.customer_is_refused),
        Visitor("reads", street, None, passes_by, looks.reads, waits=True),
        Visitor("begins", street, None, new, looks.begins, waits=True),
        Visitor("sets_up", street, None, sets_up, looks.sets_up, waits=True),
    ]


def team(day: Day) -> list[Visitor]:
    """Those who come with keys of the team, in the order in which they come."""
    numbers = count(_FROM)
    ben = partial(_visitor, day.street, day.ben, Staff)
    carla = partial(_visitor, day.street, day.carla, Owner)

    async def invites(client: Owner) -> list[Any]:
        return await looks.owner_invites(client, next(numbers))

    owner = day.street.bakery.owner
    hears = partial(looks.staff_hears, krause=day.tablet, owner=owner, conversation=day.conversation)
    return [
        ben("looks", partial(looks.staff_looks, conversation=day.conversation)),
        carla("owner_looks", partial(looks.owner_looks, conversation=day.conversation, held=day.blocked)),
        ben("says", partial(looks.staff_says, conversation=day.conversation)),
        ben("hears", hears),
        carla("publishes", partial(looks.owner_publishes, conversation=day.conversation)),
        carla("invites", invites),
        ben("writes_first", looks.staff_writes_first),
    ]


def _visitor(
    street: Street, keys: Path, who: type[Customer | Staff], name: str, scenario: Scenario
) -> Visitor:
    async def opens(path: Path) -> Customer | Staff:
        return await who.open(keys=path)

    return Visitor(name, street, keys, opens, scenario)


async def _morning(street: Street) -> Day:
    """They have spoken, and everybody who will be lied to has gone; what follows is news to them."""
    krause, conversation = await street.asked()
    stranger, blocked = await street.asked()
    ben, carla = await street._join(), await street._join("owner")
    tablet = await Customer.restore(krause.return_link or "", keys=street.bakery.folder / "tablet.keys")
    street.proxy.honest.add(tablet.device)
    phone, *others = [each._parts.file.path for each in (krause, ben, carla, stranger)]
    for each in (krause, ben, carla, stranger):
        await each.close()
    ben_, carla_, stranger_ = others
    return Day(street, conversation, blocked, tablet, phone, ben_, carla_, stranger_)


async def _noon(day: Day) -> None:
    """What the visitors have missed."""
    owner, here, tablet = day.street.bakery.owner, day.conversation, day.tablet
    desk = owner.conversations
    await desk.assign(here, owner.person)
    await tablet.send("Hiermit bestelle ich eine Torte")
    gone = await tablet.send("Ach, vergessen Sie das")
    order = next(each for each in await desk.history(here) if each.text.startswith("Hiermit"))
    await desk.retain(here, order, "letter")
    await tablet.delete(gone)
    await desk.close(here)
    await desk.reopen(here)
    await desk.answer_automatically(here, False)
    await desk.block(day.blocked, True)
    await tablet.hand_over(name="Frau Krause", phone="+49 30 5550 1234")
    await tablet.ask("access")
    await _keep_passkey(tablet)
    rung = await tablet.calls.ring()
    await tablet.calls.hang_up(rung)
    await owner.hold(day.blocked, "dispute")
    await owner.note(here, "Mag keine Rosinen.")
    await owner.schedule(here, "Die Torte ist fertig.", at=owner._parts.clock.now_ms() + 86_400_000)
    await owner.quick_replies.save(QuickReply("danke", "Danke", "Vielen Dank!"))
    label = await owner.labels.save("Torten")
    await owner.labels.set(here, label)
    await owner.notify(muted={here: False})
    offer = owner._parts.file.path.with_name("Angebot.txt")
    offer.write_bytes(b"Eine Torte: 32 Euro")
    day.invitation = (await owner.invite("Guten Tag, Frau Neu!", [offer])).link
    await owner.withdraw(await owner.invite("Ein Versehen", digits=True))


async def _keep_passkey(tablet: Customer) -> None:
    """Frau Krause has one beside her return link, which no Python client makes (S20)."""
    passkey, link = Passkey(), read_return_link(tablet.return_link or "")
    kept = {
        "credential": b64(passkey.credential),
        "key": b64(passkey.key),
        "device": b64(DeviceKeys.from_secret("paper", link.secret).id),
        "wrap": b64(bytes(WRAP)),
    }
    await tablet._parts.http.post("/passkeys", kept)


def _without_bounds(street: Street, patch: pytest.MonkeyPatch) -> None:
    """Visits come faster than people: no rate counts them, and one event is more than a resume carries."""
    patch.setattr(welcome, "RESUME_EVENTS", 0)
    patch.setattr(rates, "WISHES", _OFTEN)
    patch.setattr(invitations, "DAY_MOST", 1_000_000)
    spending = street.bakery.app.house.spending
    spending._rates = {
        staff: each._replace(records=_OFTEN, files=_OFTEN, signals=_OFTEN, rings=_OFTEN)
        for staff, each in spending._rates.items()
    }
