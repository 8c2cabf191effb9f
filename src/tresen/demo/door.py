"""The door of the demo's bakery: which opening hours it publishes, and what the terminal says of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from tresen.client import Owner, TresenError
from tresen.clock import Clock
from tresen.core.hours import local_time, parse_hours, state_at, words_at
from tresen.demo.tuesday import Unmovable, as_on_the_door, as_on_tuesday, is_tuesday, needs_tuesday

KEY: Final = "o"
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Standing:
    """How the door stands: `open` or closed, `tuesday` if the switch is on, and `text` for the terminal."""

    open: bool
    tuesday: bool
    text: str


class Door:
    """The switch. The owner's device publishes; everything else in the profile stays as it is."""

    def __init__(self, owner: Owner, clock: Clock) -> None:
        self._owner, self._clock = owner, clock

    async def begin(self, wanted: bool | None) -> Standing:
        """Turn the switch on or off as wanted; None: on if the shop is closed or closes within the hour."""
        hours = self._hours()
        if hours is None:
            return self._standing()
        if wanted is None:
            wanted = needs_tuesday(as_on_the_door(hours), self._clock.now_ms())
        return await self._turn(hours, on=wanted)

    async def toggle(self) -> Standing:
        """Turn the switch over. Once Tuesday's hours are over, it is turned on again."""
        hours = self._hours()
        if hours is None:
            return self._standing()
        return await self._turn(hours, on=not is_tuesday(hours, self._clock.now_ms()))

    def _hours(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self._owner.records.profile.get("hours")
        return found

    async def _turn(self, hours: dict[str, Any], *, on: bool) -> Standing:
        try:
            then = as_on_tuesday(hours, self._clock.now_ms()) if on else as_on_the_door(hours)
            if then != hours:
                await self._owner.records.publish(self._owner.records.profile | {"hours": then})
        except (Unmovable, TresenError) as error:
            was = self._standing()
            return Standing(was.open, was.tuesday, f"The hours stay as they are: {error}\n{was.text}")
        return self._standing()

    def _standing(self) -> Standing:
        hours = self._hours()
        if hours is None:
            return Standing(
                open=True, tuesday=False, text="The profile has no opening hours: calls ring at any time."
            )
        now_ms = self._clock.now_ms()
        parsed = parse_hours(hours)
        said, now_open = words_at(parsed, now_ms).en, state_at(parsed, now_ms).open
        here = local_time(parsed, now_ms)
        really = f"It is {_DAYS[here.weekday()]}, {here:%H:%M} in the bakery"
        if is_tuesday(hours, now_ms):
            would = words_at(parse_hours(as_on_the_door(hours)), now_ms).en
            text = f"""{really}, and its door would say “{would}”.
So the demo plays Tuesday, ten o'clock: “{said}”, calls ring, nobody is away.
{KEY} and Enter: the hours as on the door."""
            return Standing(now_open, tuesday=True, text=text)
        what = "Calls ring." if now_open else "Customers read the away message, and cannot call."
        text = f"{really}: “{said}”. {what}\n{KEY} and Enter: play Tuesday, ten o'clock."
        return Standing(now_open, tuesday=False, text=text)
