"""Firefox and WebKitGTK, driven without a library: Marionette over TCP, and W3C WebDriver over HTTP (ADR 37).

Both speak the same commands. A page is asked by roles and names, as people know what they press.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from tests.services import missing
from tests.world.patience import PATIENCE

ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"
"""How WebDriver names an element in an answer."""

_FIND: Final = (Path(__file__).parent / "find.js").read_text()

T = TypeVar("T")


class Wire(Protocol):
    """Carries one command, by its path in WebDriver and by its name in Marionette."""

    def call(self, method: str, path: str, name: str, body: dict[str, Any]) -> Any: ...


class Failed(Exception):
    """The browser refused a command."""


class Marionette:
    """[Firefox] Each packet is `length:json`; a command is `[0, id, name, body]`, its answer `[1, id, error, result]`."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._buffer = b""
        self._last = 0
        self._read()

    def call(self, _method: str, _path: str, name: str, body: dict[str, Any]) -> Any:
        self._last += 1
        packet = json.dumps([0, self._last, f"WebDriver:{name}", body]).encode()
        self._socket.sendall(b"%d:%s" % (len(packet), packet))
        _, _, error, result = self._read()
        if error is not None:
            raise Failed(f"{name}: {error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def _read(self) -> Any:
        while b":" not in self._buffer:
            self._more()
        length, _, rest = self._buffer.partition(b":")
        self._buffer = rest
        while len(self._buffer) < int(length):
            self._more()
        packet, self._buffer = self._buffer[: int(length)], self._buffer[int(length) :]
        return json.loads(packet)

    def _more(self) -> None:
        found = self._socket.recv(65536)
        if not found:
            raise Failed("Firefox has gone")
        self._buffer += found

    def close(self) -> None:
        self._socket.close()


class Http:
    """[WebKitGTK] W3C WebDriver."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}"

    def call(self, method: str, path: str, name: str, body: dict[str, Any]) -> Any:
        request = urllib.request.Request(
            self._base + path,
            json.dumps(body).encode() if method == "POST" else None,
            method=method,
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.loads(answer.read())["value"]
        except urllib.error.HTTPError as error:
            raise Failed(f"{name}: {error.read()[:400].decode(errors='replace')}") from None

    def under(self, session: str) -> Http:
        """The same for the commands of a session."""
        below = Http(0)
        below._base = f"{self._base}/session/{session}"
        return below


class Page:
    """The one window of a browser."""

    def __init__(self, wire: Wire, name: str) -> None:
        self._wire, self.name = wire, name

    def goto(self, url: str) -> None:
        self._wire.call("POST", "/url", "Navigate", {"url": url})

    def reload(self) -> None:
        self._wire.call("POST", "/refresh", "Refresh", {})

    def run(self, script: str, *args: Any) -> Any:
        """What a script of this test answers."""
        return self._wire.call(
            "POST", "/execute/sync", "ExecuteScript", {"script": script, "args": list(args)}
        )

    def enter(self, selector: str) -> None:
        """From here on the page of that frame is asked and pressed, whatever its origin."""
        found = until(
            lambda: self.run("return document.querySelector(arguments[0])", selector),
            f"{self.name} has no {selector}",
            self.text,
        )
        # Marionette takes the element as it was before WebDriver was a standard.
        bare = isinstance(self._wire, Marionette)
        body = {"element": found[ELEMENT]} if bare else {"id": found}
        self._wire.call("POST", "/frame", "SwitchToFrame", body)

    def leave(self) -> None:
        """From here on it is the window's page again."""
        self._wire.call("POST", "/frame", "SwitchToFrame", {"id": None})

    def element(self, role: str, name: str) -> str:
        """The shown element with that role and name, once it is there."""
        found = until(lambda: self.run(_FIND, role, name), f"{self.name} shows no {role} {name!r}", self.text)
        return str(found[ELEMENT])

    def press(self, role: str, name: str) -> None:
        """What is drawn anew between looking and pressing is looked for again."""
        until(lambda: self._pressed(role, name), f"{self.name} lets nobody press {name!r}", self.text)

    def _pressed(self, role: str, name: str) -> bool:
        id_ = self.element(role, name)
        self._wire.call("POST", f"/element/{id_}/click", "ElementClick", {"id": id_})
        return True

    def type(self, name: str, text: str) -> None:
        id_ = self.element("textbox", name)
        self._wire.call("POST", f"/element/{id_}/value", "ElementSendKeys", {"id": id_, "text": text})

    def text(self) -> str:
        return str(self.run("return document.body.innerText"))

    def shows(self, *words: str) -> None:
        """Waits until the page says all of these."""
        until(
            lambda: all(word in self.text() for word in words), f"{self.name} does not say {words}", self.text
        )


def until(ask: Callable[[], Any], otherwise: str, shown: Callable[[], str]) -> Any:
    """The first answer that says something; what a page refuses while it is being replaced is asked again."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(Failed):
            found = ask()
            if found:
                return found
        time.sleep(0.05)
    raise AssertionError(f"{otherwise}; it says: {shown()}")


@contextlib.contextmanager
def firefox(folder: Path, more: Mapping[str, str | int | bool] | None = None) -> Iterator[Page]:
    """A Firefox with an empty profile, in English. `more`: what else it is told to prefer."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        missing("needs Firefox: apt-get install firefox-esr")
    profile = folder / "profile"
    profile.mkdir()
    port = free_port()
    preferences = {
        "marionette.port": port,
        "intl.accept_languages": "en-GB, en",
        "datareporting.policy.dataSubmissionEnabled": False,
        "browser.shell.checkDefaultBrowser": False,
        "app.update.enabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        # No request leaves the machine: whatever is not here is asked of a proxy that is not there.
        "network.proxy.type": 1,
        "network.proxy.http": "127.0.0.1",
        "network.proxy.http_port": 9,
        "network.proxy.ssl": "127.0.0.1",
        "network.proxy.ssl_port": 9,
        "network.proxy.no_proxies_on": "localhost, 127.0.0.1",
        **(more or {}),
    }
    (profile / "user.js").write_text(
        "".join(f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in preferences.items())
    )
    command = [program, "--headless", "--no-remote", "--marionette", "--profile", str(profile), "about:blank"]
    environment = {**os.environ, "HOME": str(folder)}
    with running(command, environment, folder / "firefox.log"):
        wire = _connected(lambda: Marionette(port), "Firefox does not answer")
        wire.call("POST", "/session", "NewSession", {"capabilities": {"alwaysMatch": {}}})
        yield Page(wire, "Firefox")
        wire.close()


@contextlib.contextmanager
def webkit(folder: Path) -> Iterator[Page]:
    """A WebKitGTK with an empty profile, on a screen of its own. It speaks English: Debian without locales has no other."""
    driver = shutil.which("WebKitWebDriver")
    if driver is None or shutil.which("Xvfb") is None:
        missing("needs WebKitGTK: apt-get install webkit2gtk-driver xvfb")
    with screen(folder) as display:
        port = free_port()
        environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "LC_ALL": "C.UTF-8",
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }
        with running([driver, f"--port={port}", "--host=127.0.0.1"], environment, folder / "webkit.log"):
            http = Http(port)
            _connected(lambda: http.call("GET", "/status", "status", {}), "WebKitWebDriver does not answer")
            session = http.call("POST", "/session", "session", {"capabilities": {"alwaysMatch": {}}})
            wire = http.under(session["sessionId"])
            yield Page(wire, "WebKitGTK")
            wire.call("DELETE", "", "end", {})


@contextlib.contextmanager
def screen(folder: Path) -> Iterator[str]:
    """A screen that nobody sees; answers its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with running(command, dict(os.environ), folder / "screen.log", pass_fds=(writing,)):
        os.close(writing)
        with os.fdopen(reading) as answer:
            yield f":{answer.readline().strip()}"


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str], log: Path, **more: Any) -> Iterator[None]:
    """A program while it is needed, with all that it starts."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, env=environment, stdout=out, stderr=out, start_new_session=True, **more
        )
        try:
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 15)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _connected(connect: Callable[[], T], otherwise: str) -> T:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return connect()
        except OSError:
            if time.monotonic() > end:
                raise AssertionError(otherwise) from None
            time.sleep(0.05)
