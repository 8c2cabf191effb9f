"""`bot.team`: the people of the team and their devices (S5, L8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal, NamedTuple, TypeAlias

from tresen.client.connection.connector import Connector
from tresen.client.connection.http import Http, unb64
from tresen.client.connection.unreachable import reading
from tresen.client.documents import device as devicenames
from tresen.client.documents import people
from tresen.client.documents.device import NOTHING, Described
from tresen.client.documents.room import BackRoom
from tresen.client.errors import Stopped, WrongInput
from tresen.client.ids import Id
from tresen.client.team.programs import Right, program_of
from tresen.client.team.publisher import Publisher
from tresen.client.trust.business import Business
from tresen.core.model import Role
from tresen.core.programs import Program
from tresen.core.records import Device, ProgramSaid, Revoke


class TeamDevice(NamedTuple):
    """An active device of the team; the recovery sheet has role `sheet` and person 0.

    `seen` is the day it was last connected, by the shop's calendar, as the server says; for the sheet: last tried or used;
    None: never.
    `described` is what the team calls it, and its browser and system. `program`: what it is, where it is no person's (S23).
    """

    id: Id
    person: int
    role: str
    seen: date | None
    described: Described = NOTHING
    program: Program | None = None


StaffRole: TypeAlias = Literal["owner", "member", "auditor"]
"""What a person of the team may do (docs/howto/team.md)."""
ROLES: Final[tuple[StaffRole, ...]] = ("owner", "member", "auditor")
"""All of them, the highest first."""


class Person(NamedTuple):
    """Somebody of the team: who has at least one device that may sign in.

    `number` is what `assign`, `mention` and `Message.person` mean. `name` is empty where the team has written none, and on
    an auditor's device, which reads no names. `role` is the highest of the person's devices; `devices`: how many.
    """

    number: int
    name: str
    role: StaffRole
    devices: int


class Team:
    """The team as this device knows it."""

    def __init__(
        self,
        device: bytes,
        http: Http,
        connector: Connector,
        business: Business,
        room: BackRoom,
        publisher: Publisher,
    ) -> None:
        """`device` is this device's id."""
        self._device, self._http, self._connector = device, http, connector
        self._business, self._room, self._publisher = business, room, publisher

    @property
    def me(self) -> Device:
        """This device as the records list it.

        Raises:
            Stopped: it was taken out of the team.
        """
        listed = self._business.chain.active(self._device)
        if listed is None:
            raise Stopped("revoked")
        return listed

    def person_of(self, device: bytes) -> int | None:
        """Whose device that is or was; None: none of the team's."""
        listed = self._business.chain.devices.get(device)
        return None if listed is None else listed.person

    @property
    def people(self) -> dict[int, str]:
        """The team's names by person number, as last read from the back room; also of those who left."""
        return dict(self._room.names)

    def everybody(self) -> list[Person]:
        """Who is of the team now, by number. As `Staff.people`."""
        devices: dict[int, list[str]] = {}
        for each in self._business.chain.staff():
            devices.setdefault(each.person, []).append(each.role)
        names = self._room.names
        return [
            Person(number, names.get(number, ""), next(role for role in ROLES if role in there), len(there))
            for number, there in sorted(devices.items())
        ]

    async def write_people(self, names: dict[int, str]) -> None:
        """Write these people's names, by person number; other people keep theirs, an empty name takes it away.

        Durable on return.

        Raises:
            WrongInput: a name is too long.
        """
        await self._room.write(people, None, people.named(names))

    async def devices(self) -> list[TeamDevice]:
        """The team's devices and the recovery sheet, as they joined. Other devices than owners' see this person's only."""
        listed = await self._connector.ask(lambda: self._http.get("/team/devices"))
        with reading():
            days = {unb64(each["id"]): _day(each["seen_day"]) for each in listed["devices"]}
        await self._connector.ask(self._business.catch_up)
        described = await self.described_devices()
        chain = self._business.chain
        return [
            TeamDevice(
                Id(each.id),
                each.person,
                each.role,
                day,
                described.get(each.id, NOTHING),
                chain.program(each.id),
            )
            for id_, day in days.items()
            if (each := chain.active(id_)) is not None
        ]

    async def described_devices(self) -> dict[bytes, Described]:
        """What the team calls its devices, by their ids; also those that left it. An auditor reads nothing."""
        if self.me.role == Role.AUDITOR:
            return {}
        entries = await self._connector.ask(lambda: self._room.signed_entries(devicenames))
        known = self._business.chain.devices
        described = {
            entry.key: devicenames.described_in(entry.document, known.get(entry.key), known.get(entry.writer))
            for entry in entries
        }
        return {id_: each for id_, each in described.items() if each != NOTHING}

    async def name_device(self, device: bytes, name: str) -> None:
        """Name a device of this person, as an owner's device any. An empty one takes it away. Durable on return.

        Raises:
            WrongInput: the name is too long or no single line, or the device is none that this one may name.
        """
        device, known = bytes(device), self._business.chain.devices
        if not devicenames.may_name(known.get(device), self.me):
            raise WrongInput("only a person's own devices, and an owner's, give a device its name")
        values = devicenames.named(name)
        for entry in await self._connector.ask(lambda: self._room.signed_entries(devicenames)):
            if entry.key == device and not devicenames.may_name(known.get(device), known.get(entry.writer)):
                values = {**devicenames.SAYING_NOTHING, **values}
        await self._room.write(devicenames, None, values, device)

    async def say_program(
        self, device: bytes, name: str, *, ai: bool = True, may: Iterable[Right] = ("read", "send")
    ) -> None:
        """Say of a device that is in the team already that it is a program's; as `Invites.create`. From now on it counts.

        For owners. What it said before stays as it was. Durable on return.

        Raises:
            WrongInput: as `Invites.create`.
            Refusal: `bad_record`: this device is not an owner's; `stale_record`.
        """
        said = program_of(name, ai=ai, may=may).written()
        await self._publisher.publish([ProgramSaid(bytes(device), said)])

    async def say_person(self, device: bytes) -> None:
        """Say of a device that it is a person's, whatever was said before. For owners. Durable on return.

        Raises Refusal as `say_program`.
        """
        await self._publisher.publish([ProgramSaid(bytes(device), None)])

    @property
    def program(self) -> Program | None:
        """What this device is, by the records; None: a person's (S23)."""
        return self._business.chain.program(self._device)

    async def sign_out(self, device: bytes) -> None:
        """[S5] Sign out a device, at once: an owner's device signs out any, another one those of its own person.

        An owner's device begins a new team key in the same step; otherwise the next owner's device that is there does.

        Raises:
            Refusal: `bad_record`: it is none of this person's, or signed out already; `stale_record`.
        """
        is_owner = self.me.role == Role.OWNER
        await self._publisher.publish([Revoke(bytes(device), None)], next_key=is_owner)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
