"""A customer's client that counts wrong, seen from the inbox: the server refuses it, so nobody blames the server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from playwright.sync_api import expect

from tests.e2e.customer_page import clean
from tests.e2e.liar_words import DE
from tests.e2e.test_inbox import last, log, open_inbox, rows
from tests.world.browser import Visit
from tests.world.shop import Device
from tests.world.stage import Stage
from tests.world.wire_client import WireClient
from tresen.client import Customer
from tresen.core.records import Header
from tresen.core.wire import Error, Send, Stored
from tresen.seal.message import seal_message

WRONG: list[dict[str, Any]] = [
    {"num": 1, "prev": None},
    {"prev": os.urandom(32)},
    {"num": 9},
    {"seen_hash": os.urandom(32)},
    {"seen_pos": 2},
]
"""Each would be shown as two versions that do not agree."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


async def misnumber(shop: Stage, customer: Customer) -> list[str]:
    """In place of that customer's client, say each wrong thing, and then something with a number left out."""
    conversation = customer.conversation
    assert conversation is not None
    held = await customer._parts.logs.get(conversation)
    keys, epoch, place = customer._parts.device, held.keyring.epochs[-1].key, held.place(customer.device)
    assert epoch is not None
    count = customer._parts.file._counter() + 1
    usual = Header(
        1, epoch.business, conversation, epoch.n, epoch.hash, keys.id, count, place.num + 1, place.hash, *held.seen,
        True, None, None, None, customer._parts.clock.now_ms(),
    )  # fmt: skip
    settings = shop.bakery.app.settings
    line = await WireClient.enter(settings.port, settings.public_url, Device(keys))
    answers = []
    for wrong in [*WRONG, {"num": 9, "prev": os.urandom(32)}]:
        header = msgspec.structs.replace(usual, **wrong)
        sealed = seal_message(keys, epoch, header, {"kind": "text", "text": "Bis gleich"})
        line.send(Send(count, sealed.header, sealed.slot, sealed.ciphertext, sealed.signature))
        while not isinstance(answer := await line.next(), Stored | Error):
            assert answer is not None
        answers.append("stored" if isinstance(answer, Stored) else answer.code)
    await line.close()
    return answers


def test_the_inbox_never_hears_of_it(desktop: Visit, shop: Stage) -> None:
    """[S7, S10] What contradicts itself is refused. A number left out is shown as missing, and nobody is blamed for it."""
    customer = shop.customer("krause", "Guten Morgen!")
    page = open_inbox(desktop, shop)
    rows(page).first.click()
    expect(last(page)).to_contain_text("Guten Morgen!")
    assert shop.do(misnumber(shop, customer)) == ["header_mismatch"] * len(WRONG) + ["stored"]
    expect(last(page)).to_contain_text("Bis gleich")
    expect(last(page)).to_contain_text(DE.missing)
    expect(log(page)).not_to_contain_text(DE.two_versions_team)
    clean(page)
