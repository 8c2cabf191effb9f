"""Calls between two real browsers through a real relay: how long until both hear each other, and how late a tone arrives.

Set-up is from the press on "accept" until the connection is there. The tone is the browser's made-up microphone, which beeps
once a second; both pages note when the beep begins, by the machine's one clock.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from tests.e2e.calling import call, connected, customer, hang_up, region, ringing, team
from tests.world import chromium
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.callstage import FLAGS, CallStage

SET_UP: Final = """() => new Promise((done) => {
  const began = performance.now();
  const look = () => {
    const there = document.querySelector("[data-connected=true]");
    if (there) done(performance.now() - began);
    else requestAnimationFrame(look);
  };
  [...document.querySelectorAll("[role=alertdialog] button")].find((it) => it.textContent.includes("Annehmen")).click();
  look();
})"""
BEEPS: Final = """(side) => new Promise((done) => {
  const pc = window.calls.at(-1);
  const track = side === "sender" ? pc.getSenders()[0].track : pc.getReceivers()[0].track;
  const context = new AudioContext();
  const meter = context.createAnalyser();
  meter.fftSize = 256;
  context.createMediaStreamSource(new MediaStream([track])).connect(meter);
  const samples = new Float32Array(256);
  const found = [];
  let loud = false;
  const timer = setInterval(() => {
    meter.getFloatTimeDomainData(samples);
    const now = samples.some((each) => Math.abs(each) > 0.02);
    if (now && !loud) found.push(Date.now());
    loud = now;
  }, 4);
  setTimeout(() => { clearInterval(timer); done(found); }, 8000);
})"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--calls", type=int, default=5, metavar="N", help="so many, default 5")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Measure and print."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = chromium.launch(playwright, chromium.find(playwright, whole=True) or "chromium", *FLAGS)
        with CallStage.calling(Path(folder), calls={"hours": "always"}) as shop:
            guest, inbox = (
                customer(Visit.start(browser, **PHONE), shop),
                team(Visit.start(browser, **DESKTOP), shop),
            )
            set_ups = [_set_up(guest, inbox) for _ in range(options.calls - 1)]
            set_ups.append(_set_up(guest, inbox, stay=True))
            delay = _delay(guest, inbox)
        browser.close()
    figures = {
        "calls": len(set_ups),
        "set_up_p50_ms": round(statistics.median(set_ups)),
        "tone_p50_ms": delay,
    }
    print(
        json.dumps(figures)
        if options.json
        else "  ".join(f"{name} {value}" for name, value in figures.items())
    )


def _set_up(guest: Page, inbox: Page, *, stay: bool = False) -> float:
    call(guest)
    ringing(inbox).wait_for()
    took: float = inbox.evaluate(SET_UP)
    connected(guest, inbox)
    if not stay:
        hang_up(guest)
        for page in (guest, inbox):
            region(page).get_by_role("button", name="Schließen").click()
    return took


def _delay(guest: Page, inbox: Page) -> int | None:
    """The median from the beginning of a beep at the one side to that at the other; None: it did not beep."""
    for page in (guest, inbox):
        page.evaluate(
            f"side => {{ window.beeps = ({BEEPS})(side); }}",
            "sender" if page is guest else "receiver",
        )
    sent, heard = (page.evaluate("() => window.beeps") for page in (guest, inbox))
    late = [min((each - at for each in heard if each >= at), default=None) for at in sent]
    known = [each for each in late if each is not None and each < 900]
    return round(statistics.median(known)) if known else None
