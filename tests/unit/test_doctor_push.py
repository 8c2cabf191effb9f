"""`tresen doctor` on the address that every push signal names (W12)."""

from __future__ import annotations

import pytest

from tresen.cli.doctor_push import push_services


@pytest.mark.parametrize(
    "url",
    [
        "https://laden", "https://laden.local",
        "https://192.0.2.7", "https://[2001:db8::7]", "http://chat.baeckerei.de", "https://fritz.lan", "https://x.invalid.",
    ],
)  # fmt: skip
def test_what_apple_refuses(url: str) -> None:
    """[W12, RFC 8292] A warning with what to do: nothing else is broken, and everybody but Apple takes it."""
    found = push_services(url)
    assert (found.good, found.warning, bool(found.todo)) == (False, True, True)
    assert url in found.found


@pytest.mark.parametrize(
    "url", ["http://localhost:8080", "https://tresen.localhost", "http://127.0.0.1:8080"]
)
def test_a_trial_on_this_machine(url: str) -> None:
    """Nobody from outside is told of anything there, so nothing is to be done."""
    found = push_services(url)
    assert (found.good, found.warning) == (True, False)


@pytest.mark.parametrize(
    "url", ["https://chat.baeckerei-sonnenschein.de", "https://x.org:8443", "https://local.de"]
)
def test_what_every_push_service_takes(url: str) -> None:
    """[W12] A name in the public DNS."""
    assert push_services(url).good
