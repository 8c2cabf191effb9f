"""`notify` of the Python client: quiet hours and muted conversations of a person, the push service of a device (W12)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world.bakery import bakery
from tests.world.mailserver import mail_server
from tresen.client import Quiet, Refusal


async def test_quiet_hours_and_mute_are_the_persons(tmp_path: Path) -> None:
    """[W12] What one device sets, the person's other device sees; a colleague's stays."""
    async with bakery(tmp_path) as shop, await shop.customer() as krause:
        await krause.send("Guten Tag.")
        conversation = krause.conversation
        assert conversation is not None
        quiet = Quiet("daily", 21 * 60, 6 * 60, "2026-12-24", "2027-01-02")
        set_ = await shop.owner.notify(quiet=quiet, muted={conversation: True})
        assert (set_.quiet, set_.muted, set_.push) == (quiet, [conversation], False)
        assert set_.quiet_intervals
        async with await shop.join(2) as ben:
            held = await ben.notify()
            assert (held.quiet, held.muted) == (Quiet(), [])
        async with await shop.join(1, role="owner", name="second") as second:
            assert (await second.notify()).quiet == quiet
            assert (await second.notify(muted={conversation: False})).muted == []


async def test_push_is_the_devices(tmp_path: Path) -> None:
    """[W12] An address is taken, replaced and dropped; one that is not public https is refused and changes nothing."""
    async with bakery(tmp_path) as shop, await shop.customer() as krause:
        await krause.send("Guten Tag.")
        assert (await krause.notify(push="https://push.example/abc")).push is True
        with pytest.raises(Refusal, match="bad_request"):
            await krause.notify(push="http://127.0.0.1/")
        assert (await krause.notify()).push is True
        assert (await krause.notify(push=None)).push is False
        assert (await krause.notify()).quiet is None


async def test_email_is_the_customers(tmp_path: Path) -> None:
    """[W13] An address is given, and taken back; where the server sends no mail it says so. The team sees nothing of it."""
    async with bakery(tmp_path) as shop, await shop.customer() as krause, mail_server(tmp_path) as server:
        await krause.send("Guten Tag.")
        assert (await krause.notify()).mail is None
        with pytest.raises(Refusal, match="not_found"):
            await krause.notify(email="erna@post.example")
        shop.app.services.mailer.post = server.post()
        asked = (await krause.notify(email="erna@post.example", language="en")).mail
        assert asked == ("asked", "erna@post.example")
        assert server.subjects == ["Please confirm: mail from Bäckerei Sonnenschein"]
        with pytest.raises(Refusal, match="bad_request"):
            await krause.notify(email="erna")
        assert (await krause.notify()).mail == asked
        assert (await krause.notify(email=None)).mail == ("none", "")
        assert (await shop.owner.notify()).mail is None
