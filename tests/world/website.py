"""A shop's website on an origin of its own, which shows the customer page in a frame by hand (S22): no loader."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import quote

NEAR: Final = "localhost"
"""The same site as the tests' servers, whatever the port."""
FAR: Final = "127.0.0.1"
"""Another site than theirs, so that browsers keep what frames store apart."""

_PAGE: Final = """<!doctype html>
<html lang="de"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bäckerei Sonnenschein, Brot mit Zeit</title>
<style>
  body { margin: 0; font: 1rem sans-serif; color: #24313a; background: #fff; }
  main { padding: 1.5rem; }
  iframe { position: fixed; right: 20px; bottom: 20px; width: 400px; height: 640px; border: 0; border-radius: 12px;
    box-shadow: 0 8px 32px #0006; }
  @media (max-width: 30rem) { iframe { inset: 0; width: 100%; height: 100%; border-radius: 0; } }
</style>
<main><h1>Brot mit Zeit</h1><p>Unser Sauerteig ruht 24 Stunden.</p></main>
<script>
  // All that came to this page, from wherever, and all that came by the port.
  window.heard = [];
  window.said = [];
  window.greet = (frame, origin, handle) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      said.push(data);
      if (data.type === "close") show(false);
    };
    window.port = port1;
    frame.contentWindow.postMessage({ tresen: 1, type: "hello", handle }, origin, [port2]);
  };
  window.show = (open) => {
    document.querySelector("iframe").style.display = open ? "" : "none";
    if (open) document.querySelector("iframe").focus();
    port.postMessage({ type: "shown", open });
  };
  // `greets`: as a website does that means it.
  window.embed = (src, handle, greets) => {
    const frame = document.createElement("iframe");
    const { origin } = new URL(src);
    frame.title = "Tresen";
    frame.src = src;
    frame.onload = () => (window.loaded = true);
    addEventListener("message", ({ data, origin: from, source }) => {
      heard.push({ data, from });
      if (!greets || data?.type !== "ready" || from !== origin || source !== frame.contentWindow) return;
      greet(frame, origin, handle);
      show(true);
    });
    document.body.append(frame);
  };
</script>
</html>
"""


@dataclass
class Website:
    """`origin` as browsers write it; `asked` lists the paths that somebody asked it for."""

    origin: str
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its page."""
        return f"{self.origin}/"

    def frame_of(self, url: str, host: str | None = None) -> str:
        """The address of the frame of the business at `url` (a sign), as this website asks for it; or as `host` would."""
        page, _, fragment = url.partition("#")
        return f"{page}?frame#{fragment}&host={quote(host or self.origin, safe='')}"


@contextlib.contextmanager
def website(host: str = FAR) -> Iterator[Website]:
    """The website, on a port of its own."""
    made = Website("")

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            found = self.path.partition("?")[0] == "/"
            body = _PAGE.encode() if found else b""
            self.send_response(200 if found else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer((FAR, 0), Answers)
    made.origin = f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
