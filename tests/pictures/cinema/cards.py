"""Pictures that are laid out for the film: the seal, with the bytes that the server really holds, and the last one."""

from __future__ import annotations

import base64
import contextlib
import io
import sqlite3
from typing import Any, Final

from PIL import Image

from tests.pictures.cinema.canvas import SIZE, WHOLE
from tests.pictures.cinema.words import Card
from tests.pictures.studio import Studio
from tests.world.browser import DESKTOP
from tests.world.stage import Stage
from tresen.store.database import FILE

_STYLE: Final = """
  * { box-sizing: border-box; margin: 0 }
  body { font: 22px/1.4 "Noto Sans", sans-serif; color: #231a14; background: #f5f1ea; height: 100vh; display: grid;
    place-items: center }
  .ways { display: grid; grid-template-columns: 1fr 7rem 1.25fr 7rem 1fr; align-items: center; width: 100%;
    padding: 0 44px }
  .place { text-align: center; display: grid; gap: 16px }
  h1, h2 { font-family: "Noto Serif", serif; font-weight: 600 }
  h2 { font-size: 22px }
  .box { border-radius: 18px; padding: 18px 22px; min-height: 224px; display: grid; align-content: center }
  .open { background: #fffdfa; border: 2px solid #64244f; text-align: left }
  .shut { background: #38271c; color: #d9c6b1; font: 15px/1.5 "Noto Sans Mono", monospace; overflow-wrap: anywhere }
  p { color: #54463b; font-size: 18px }
  .arrow { height: 3px; background: #64244f; position: relative; margin: 0 12px }
  .arrow::after { content: ""; position: absolute; right: -2px; top: -6.5px; border: solid transparent;
    border-width: 8px 0 8px 12px; border-left-color: #64244f }
"""
_BYTES: Final = 87
"""Of a sealed message: what the picture has room for."""


def newest(shop: Stage) -> int:
    """The number of the newest event in the server's log."""
    found: int = _asked(shop, "SELECT max(seq) FROM events")
    return found


def sealed_after(shop: Stage, seq: int) -> bytes:
    """The first message after that event, as it lies in the server's database."""
    found: bytes = _asked(
        shop,
        "SELECT ciphertext FROM events WHERE ciphertext IS NOT NULL AND seq > ? ORDER BY seq LIMIT 1",
        seq,
    )
    return found


def _asked(shop: Stage, query: str, *given: int) -> Any:
    """One value of the database, which is only read."""
    database = shop.bakery.folder / "data" / FILE
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as rows:
        return rows.execute(query, given).fetchone()[0]


def seal(studio: Studio, card: Card, said: str, sealed: bytes) -> Image.Image:
    """A message on its way: to be read on the phone and in the shop, and bytes between them."""
    reads = f'<div class="box open">{said}</div><p>{card.opens}</p>'
    holds = f'<div class="box shut">{sealed[:_BYTES].hex(" ")} …</div><p>{card.sealed}</p>'
    arrow = '<div class="arrow"></div>'
    body = arrow.join(
        f'<div class="place"><h2>{place}</h2>{inside}</div>'
        for place, inside in ((card.phone, reads), (card.server, holds), (card.shop, reads))
    )
    return _drawn(studio, f'<main class="ways">{body}</main>', WHOLE)


def ending(studio: Studio, card: Card, paper: Image.Image) -> Image.Image:
    """The sign, and what it is for."""
    raw = io.BytesIO()
    paper.save(raw, "PNG")
    source = f"data:image/png;base64,{base64.b64encode(raw.getvalue()).decode()}"
    look = """
      body { background: #dcc4a0 }
      main { display: grid; grid-template-columns: auto auto; gap: 84px; align-items: center; padding-bottom: 80px }
      img { height: 560px; border-radius: 6px; box-shadow: 0 14px 34px #38271c66 }
      h1 { font-size: 84px; line-height: 1.1; letter-spacing: -.02em; color: #38271c }
      p { font-size: 30px; color: #38271c; margin-top: 14px }
    """
    body = f'<main><img src="{source}" alt=""><div><h1>Tresen</h1><p>{card.end}</p></div></main>'
    return _drawn(studio, f"<style>{look}</style>{body}", SIZE)


def _drawn(studio: Studio, body: str, size: tuple[int, int]) -> Image.Image:
    screen = {**DESKTOP, "viewport": {"width": size[0], "height": size[1]}, "device_scale_factor": 1}
    page = studio.visit(**screen).context.new_page()
    page.set_content(f"<!doctype html><style>{_STYLE}</style>{body}")
    picture = studio.shot(page)
    page.close()
    return picture
