"""Sessions tell every watcher the same, in one order: devices that come and go, devices shut out, commits (W9, A2)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tresen.core.wire import CLOSE_NOT_WELCOME
from tresen.desk.sessions import Sessions, Watcher
from tresen.errors import Refusal
from tresen.store.writer import Batch

BUSINESS, ANNA, BEN = 1, 7, 8


class Wire:
    """A connection that writes down how it ended."""

    welcome = True

    def __init__(self, heard: list[Any]) -> None:
        self._heard = heard

    def send(self, frame: bytes) -> None:
        raise AssertionError(frame)

    def hint(self, frame: bytes) -> None:
        raise AssertionError(frame)

    def end(self, refusal: Refusal | None, code: int) -> None:
        self._heard.append(("ended", None if refusal is None else refusal.code, code))


class Listener(Watcher):
    """Writes down what it hears."""

    def __init__(self, name: str, heard: list[Any]) -> None:
        self._name, self._heard = name, heard

    def came(self, business: int, device: int) -> None:
        self._heard.append((self._name, "came", business, device))

    def left(self, business: int, device: int, *, goodbye: bool) -> None:
        self._heard.append((self._name, "left", business, device, goodbye))

    def shut_out(self, devices: Collection[int]) -> None:
        self._heard.append((self._name, "shut out", list(devices)))

    def absorb(self, batch: Batch) -> None:
        self._heard.append((self._name, "absorb", batch))


def watched() -> tuple[Sessions, list[Any]]:
    """Sessions with three watchers: one hears nothing, and does not keep the others from hearing."""
    heard: list[Any] = []
    sessions = Sessions()
    sessions.watchers = (Listener("first", heard), Watcher(), Listener("second", heard))
    return sessions, heard


def test_who_connects_again_came_twice_and_left_once() -> None:
    """[W9] The older connection is replaced after the watchers know; that it ends later is no departure."""
    sessions, heard = watched()
    old, new = Wire(heard), Wire(heard)
    sessions.join(BUSINESS, ANNA, True, old)
    sessions.join(BUSINESS, ANNA, True, new)
    sessions.leave(ANNA, old)
    sessions.leave(ANNA, new, goodbye=False)
    came = [("first", "came", BUSINESS, ANNA), ("second", "came", BUSINESS, ANNA)]
    left = [("first", "left", BUSINESS, ANNA, False), ("second", "left", BUSINESS, ANNA, False)]
    assert [each for each in heard if each[0] != "ended"] == [*came, *came, *left]
    assert heard[4][:2] == ("ended", "replaced")


def test_the_watchers_know_of_a_device_shut_out_before_it_is_disconnected() -> None:
    """[S4, W9] Its call ends while it can still be told so; its departure is not told a second time."""
    sessions, heard = watched()
    line = Wire(heard)
    sessions.join(BUSINESS, ANNA, True, line)
    heard.clear()
    sessions.drop(iter([ANNA, BEN]))
    sessions.leave(ANNA, line)
    assert heard == [
        ("first", "shut out", [ANNA, BEN]),
        ("second", "shut out", [ANNA, BEN]),
        ("ended", "revoked", CLOSE_NOT_WELCOME),
    ]
    assert ANNA not in sessions


def test_every_watcher_hears_of_a_commit_in_order() -> None:
    """[A2]"""
    sessions, heard = watched()
    batch = Batch([], [])
    sessions.announce(batch)
    assert heard == [("first", "absorb", batch), ("second", "absorb", batch)]
