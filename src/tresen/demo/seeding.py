"""Plays the demo's three weeks through a running server, with the Python client (all of it truly sealed)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tresen.client import Customer, Owner, Sent, Staff
from tresen.client.documents.card import CardChange
from tresen.clock import SettableClock
from tresen.demo import bakery, cards
from tresen.demo.plan import Step, plan
from tresen.demo.replies import REPLIES
from tresen.demo.script import Spoken, conversations

_DAY_MS: Final = 24 * 3600 * 1000


@dataclass
class Seeding:
    """The people of the demo, and what they have said so far."""

    clock: SettableClock
    owner: Owner
    team: dict[str, Staff]
    spoken: list[Spoken]
    folder: Path
    customers: dict[int, Customer] = field(default_factory=dict)
    sent: dict[tuple[int, int], Sent] = field(default_factory=dict)
    named: set[int] = field(default_factory=set)

    async def play(self, step: Step) -> None:
        """Set the clock to the step's time, and carry the step out."""
        self.clock.set(max(step.at_ms, self.clock.now_ms()))
        if step.does == "say":
            await self._say(step)
        elif step.does in ("assign", "close", "note"):
            await self._act(step)
        else:
            await self._receive(step)

    async def _say(self, step: Step) -> None:
        if step.who is None:
            sent = await (await self._customer(step.conversation)).send(step.text)
        else:
            sent = await self.team[step.who].conversations.send(self._id(step.conversation), step.text)
            await self._write_card(step.conversation)
        self.sent[step.conversation, step.nth] = sent

    async def _write_card(self, conversation: int) -> None:
        """Whoever answers first writes on the card what the bakery knows of the customer."""
        name = self.spoken[conversation].name
        if name is not None and conversation not in self.named:
            self.named.add(conversation)
            card: CardChange = {**cards.CARDS.get(name, {}), "name": name}
            await self.owner.cards.update(self._id(conversation), **card)

    async def _act(self, step: Step) -> None:
        staff = self.team[step.who or ""]
        if step.does == "note":
            await staff.note(self._id(step.conversation), step.text)
        elif step.does == "assign":
            await staff.conversations.assign(self._id(step.conversation), staff.person)
        else:
            await staff.conversations.close(self._id(step.conversation))

    async def _receive(self, step: Step) -> None:
        sent = self.sent[step.conversation, step.nth]
        if step.does == "team_delivered":
            await self.owner.conversations.mark_delivered(sent, self._id(step.conversation))
        elif step.does == "team_read":
            await self.owner.mark_read(sent, self._id(step.conversation))
        elif step.does == "customer_delivered":
            await self.customers[step.conversation].mark_delivered(sent)
        else:
            await self.customers[step.conversation].mark_read(sent)

    async def _customer(self, conversation: int) -> Customer:
        if conversation not in self.customers:
            self.customers[conversation] = await Customer.start(
                self.owner.customer_link,
                keys=self.folder / f"customer-{conversation}",
                clock=self.clock,
                deliver=False,
            )
        return self.customers[conversation]

    def _id(self, conversation: int) -> bytes:
        found = self.customers[conversation].conversation
        if found is None:
            raise LookupError(f"conversation {conversation} has not begun")
        return found

    async def close(self) -> None:
        """Close everybody's client."""
        everybody: list[Customer | Staff] = [*self.customers.values(), *self.team.values()]
        await asyncio.gather(*(each.close() for each in everybody))


def beginning(now_ms: int) -> int:
    """When the bakery is set up: a day before the first word is said."""
    return plan(conversations(now_ms), now_ms)[0].at_ms - _DAY_MS


async def seed(
    setup_url: str, owner_keys: Path, clock: SettableClock, now_ms: int, progress: Callable[[int, int], None]
) -> None:
    """Set the bakery up and let three weeks pass, up to `now_ms`; `clock` stands at the `beginning`.

    `progress` is told steps done and steps in all.
    """
    spoken = conversations(now_ms)
    steps = plan(spoken, now_ms)
    with TemporaryDirectory(prefix="tresen-demo-") as folder:
        owner = await Owner.setup(
            setup_url,
            keys=owner_keys,
            handle=bakery.HANDLE,
            profile=bakery.profile(),
            name=bakery.PEOPLE[bakery.OWNER],
            clock=clock,
            deliver=False,
        )
        seeding = Seeding(clock, owner, {bakery.PEOPLE[bakery.OWNER]: owner}, spoken, Path(folder))
        try:
            await owner.team.write_people(bakery.PEOPLE)
            for person, name in bakery.PEOPLE.items():
                if person != bakery.OWNER:
                    seeding.team[name] = await _join(owner, person, Path(folder) / name, clock)
            for staff in seeding.team.values():  # or the page Team asks of each what it is
                await owner.team.say_person(staff.device)
            for label, name, colour in cards.LABELS:
                await owner.labels.save(name, colour, label=label)
            await owner.labels.save_filter(*cards.FILTER)
            for reply in REPLIES:
                await owner.quick_replies.save(reply)
            for done, step in enumerate(steps, 1):
                await seeding.play(step)
                progress(done, len(steps))
            for name, text in bakery.CHAT:
                await seeding.team[name].chat.send(text)
            await owner.records.publish(bakery.profile() | bakery.answers())
        finally:
            await seeding.close()


async def _join(owner: Owner, person: int, keys: Path, clock: SettableClock) -> Staff:
    link = await owner.invites.create(person)
    confirming = asyncio.create_task(owner.invites.keep_confirming())
    try:
        return await Staff.link(link, keys=keys, clock=clock, deliver=False)
    finally:
        confirming.cancel()
        await asyncio.gather(confirming, return_exceptions=True)
