"""Files that a browser could choke on: pictures that claim too much, films on a slow line, and a hundred megabytes."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Download, FilePayload, Page, expect

from tests.e2e.customer_page import arrived, article, log, write
from tests.e2e.test_media import customer, inbox, photos, pick, send, stored
from tests.world.browser import Visit, on
from tests.world.corpus import CANARY, Seed
from tests.world.corpus.others import ENCODED, bombs
from tests.world.stage import Stage
from tresen.client import Conversation

MIB = 2**20
SIZE = 100 * 1000 * 1000
MOST_MIB = 64
ROOM = 2_500_000
CANNOT = "Dieser Browser kann das nicht zeigen"
ODD = "Dieses Bild lässt sich hier nicht zeigen"


def payload(seed: Seed) -> FilePayload:
    return {"name": seed.name, "mimeType": seed.type, "buffer": seed.data}


class Meter:
    """The memory of a browser's pages that is theirs alone, looked at again and again."""

    def __init__(self, browser: Browser, sorts: tuple[str, ...] = ("renderer",)) -> None:
        line = browser.new_browser_cdp_session()
        found = line.send("SystemInfo.getProcessInfo")["processInfo"]
        self.pids = [int(each["id"]) for each in found if each["type"] in sorts]
        self._peak, self._stop = 0.0, threading.Event()

    def mib(self) -> float:
        return sum(_anonymous(pid) for pid in self.pids)

    @contextmanager
    def watching(self) -> Iterator[Callable[[], float]]:
        """Gives how much more memory there was at most than at the beginning."""
        began = self._peak = self.mib()
        watcher = threading.Thread(target=self._watch)
        watcher.start()
        try:
            yield lambda: self._peak - began
        finally:
            self._stop.set()
            watcher.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.02):
            self._peak = max(self._peak, self.mib())


def _anonymous(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
    except FileNotFoundError:
        pass
    return 0.0


def test_what_claims_too_much_goes_as_a_file(phone: Visit, browser: Browser, shop: Stage) -> None:
    """[look] Pictures of 900 million pixels, SVG: never decoded, named by a plain word, and the page goes on."""
    page = customer(phone, shop)
    svg = Seed("Logo.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    fake = Seed("Foto.jpg", "image/jpeg", b"PK\x03\x04" + bytes(1000))
    chosen = [*bombs(), svg, fake]
    with Meter(browser).watching() as grown:
        pick(page, "Foto oder Video", *(payload(each) for each in chosen))
        expect(page.get_by_text(CANNOT)).to_be_visible()
        send(page, f"{len(chosen)} senden")
        for seed in chosen:
            arrived(article(page, seed.name))
        assert grown() < 100
    expect(photos(page)).to_have_count(0)
    arrived(write(page, "Und weiter"))


def test_what_claims_too_much_is_not_shown(
    phone: Visit, browser: Browser, shop: Stage, tmp_path: Path
) -> None:
    """[look] Sent past every check: it is not opened, said so, and can be downloaded; the page goes on."""
    page = customer(phone, shop)
    [krause] = shop.do(_rows(shop))
    with Meter(browser).watching() as grown:
        for seed in [each for each in bombs() if each.type in {"image/png", "image/jpeg", "image/webp"}]:
            path = tmp_path / seed.name
            path.write_bytes(seed.data)
            shop.do(shop.bakery.owner.conversations.send_file(krause, path))
        expect(log(page).get_by_text(ODD)).to_have_count(3)
        assert grown() < 100
    photos(page).first.get_by_role("button", name="Foto öffnen").click()
    viewer = page.get_by_role("dialog", name="Ansicht")
    expect(viewer.get_by_role("alert")).to_contain_text(ODD)
    assert len(stored(page, viewer.get_by_role("button", name="Herunterladen"))[1]) > 20
    page.keyboard.press("Escape")
    arrived(write(page, "Und weiter"))


def slow(page: Page, kilobytes: int) -> None:
    """A bad line, both ways."""
    line = page.context.new_cdp_session(page)
    rate = kilobytes * 1000
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 200, "downloadThroughput": rate, "uploadThroughput": rate},
    )


@on("phone", "side")
def test_a_video_on_a_slow_line(
    side: dict[str, Any], visits: Callable[..., Visit], desktop: Visit, shop: Stage
) -> None:
    """[S9, F4] Sent with progress, seen with its first picture, played only whole, saved clean under a neutral name."""
    film = (ENCODED / "vp8.webm").read_bytes()
    # Room without meaning, as programs leave it: so that a slow line has something to do.
    film += b"\xec\x01" + ROOM.to_bytes(7, "big") + bytes(ROOM)
    page = customer(visits(**side), shop)
    slow(page, 1200)
    pick(page, "Foto oder Video", {"name": "VID_0815.webm", "mimeType": "video/webm", "buffer": film})
    expect(page.get_by_text("Aufnahmeort und Kameradaten werden entfernt")).to_be_visible()
    send(page, "Video senden")
    expect(log(page).get_by_role("progressbar", name="Video")).to_be_visible()
    sent = (
        log(page)
        .get_by_role("article")
        .filter(has=page.get_by_role("button", name=re.compile("^Video öffnen")))
    )
    arrived(sent)
    team = inbox(desktop, shop)
    slow(team, 1200)
    got = (
        log(team)
        .get_by_role("article")
        .filter(has=team.get_by_role("button", name=re.compile("^Video öffnen")))
    )
    expect(got.get_by_role("img").first).to_have_js_property("complete", True)
    assert got.get_by_role("img").first.evaluate("it => it.naturalWidth") > 1
    got.get_by_role("button", name=re.compile("^Video öffnen")).click()
    viewer = team.get_by_role("dialog", name="Ansicht")
    expect(viewer.get_by_role("status")).to_contain_text("%")
    team.wait_for_function("() => document.querySelector('dialog video')?.currentTime > 0.2")
    name, data = stored(team, viewer.get_by_role("button", name="Herunterladen"))
    assert name == "Video.webm"
    assert (len(data), CANARY in data, b"Lavf" in data) == (len(film), False, False)


class Heap:
    """The memory of a page's own objects and buffers. What Playwright keeps of every answer in the same process, for whoever
    wants to look at it, is not among them."""

    def __init__(self, page: Page) -> None:
        self._line = page.context.new_cdp_session(page)

    def mib(self) -> float:
        used = self._line.send("Runtime.getHeapUsage")
        return float(used["usedSize"] + used["embedderHeapUsedSize"] + used["backingStorageSize"]) / MIB


def stays_small(page: Page, meter: Meter | Heap, done: Callable[[], bool]) -> None:
    """Until it is done the page holds `MOST_MIB` more than before at most. If it seems to hold more, it is measured again
    after it let go of what it no longer uses, as a device does that is short of memory."""
    line = page.context.new_cdp_session(page)
    began = meter.mib()
    for _ in range(5000):
        if done():
            return
        if meter.mib() - began > MOST_MIB:
            line.send("HeapProfiler.collectGarbage")
            assert meter.mib() - began <= MOST_MIB
        page.wait_for_timeout(10)
    raise AssertionError("it did not end")


def test_a_hundred_megabytes_take_little_memory(
    phone: Visit, desktop: Visit, browser: Browser, shop: Stage, tmp_path: Path
) -> None:
    """[F2] Sent and received piece by piece: the page holds 64 MiB more at most, both ways."""
    path = tmp_path / "groß.bin"
    path.write_bytes(os.urandom(MIB) * (SIZE // MIB))
    page = customer(phone, shop)
    page.get_by_role("button", name="Anhängen", exact=True).click()
    meter = Meter(browser)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Datei").click()
    chooser.value.set_files(path)
    send(page, "Datei senden")
    sent = article(page, "groß.bin").filter(has_text="zugestellt")
    stays_small(page, meter, lambda: sent.count() == 1)
    team = inbox(desktop, shop)
    got: list[Download] = []

    def came(download: Download) -> None:
        got.append(download)

    team.on("download", came)
    team.get_by_role("button", name="groß.bin herunterladen").click()
    stays_small(team, Heap(team), lambda: len(got) == 1)
    assert Path(got[0].path()).read_bytes() == path.read_bytes()


async def _rows(shop: Stage) -> list[Conversation]:
    return [each async for each in shop.bakery.owner.conversations.list()]
