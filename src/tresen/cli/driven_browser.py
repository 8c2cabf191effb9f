"""Drives an installed Chromium, and takes what its pages and service worker loaded.

Its requests carry the headers that the same browser sends when a person uses it. It speaks the DevTools protocol over two
pipes, so no port is open to others meanwhile.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

NAMES: Final = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "brave",
)
SECONDS: Final = 60.0
"""A page has so long to load."""
_ENDED: Final = "the browser has ended, or is none"
_LISTENING: Final[dict[str, Any]] = dict.fromkeys(
    ("maxTotalBufferSize", "maxResourceBufferSize"), 256 * 1024 * 1024
)
_ENDS_SECONDS: Final = 10.0
_QUIET_SECONDS: Final = 3.0
"""A page that asked for nothing for so long has loaded."""
_WANT: Final = """
(async (paths) => {
  let url = (path) => path;
  for (const name of ["tresen-pdf", "tresen-worker"]) {
    try {
      const policy = trustedTypes.createPolicy(name, { createScriptURL: (path) => path });
      url = (path) => policy.createScriptURL(path);
      break;
    } catch {}
  }
  for (const path of paths) {
    if (path.endsWith("/sw.js")) {
      await navigator.serviceWorker.register(url(path)).catch(() => 0);
      continue;
    }
    const link = document.createElement("link");
    link.rel = path.endsWith(".css") ? "stylesheet" : "modulepreload";
    link.crossOrigin = "";
    link.href = path;
    document.head.append(link);
  }
})(%s)
"""
"""What a page asks for only later it asks for now, in the same way. A service worker's address needs one of the policies
that the page's Content Security Policy allows; the page itself has not made the first of these yet."""


class NoBrowser(Exception):
    """There is none that can be driven, or it does not do what is asked; the text says so."""


class Loaded(NamedTuple):
    """A resource as the browser got it, its kind in the browser's words: `body` is None when it does not give it away."""

    path: str
    kind: str
    status: int
    headers: frozenset[str]
    body: bytes | None


class Visit(NamedTuple):
    """A page to open, and the paths of what it would ask for only later."""

    url: str
    wants: list[str]


def find(named: str | None) -> str:
    """The program. Raises `NoBrowser`."""
    for name in [named] if named else NAMES:
        found = shutil.which(name)
        if found:
            return found
    raise NoBrowser(f"there is no {named or 'Chromium, Chrome, Edge or Brave'} here that could be driven")


def load(program: str, visits: list[Visit], *, more: tuple[str, ...] = ()) -> Iterator[Loaded]:
    """What the browser loaded from the origin of each page, one page after the other in a fresh profile."""
    with _profile() as profile, _running(program, profile, more) as line:
        # Without a window it calls itself so in every request, and a server could answer it differently.
        name = str(line.call("Browser.getVersion")["userAgent"]).replace("HeadlessChrome/", "Chrome/")
    with _profile() as profile, _running(program, profile, (f"--user-agent={name}", *more)) as line:
        line.call("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=True, flatten=True)
        for visit in visits:
            yield from line.visit(visit)


def _profile() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="tresen-verify.", ignore_cleanup_errors=True)


class _Line:
    """The protocol: JSON with a zero byte behind each message."""

    def __init__(self, writing: int, reading: int) -> None:
        self._writing, self._reading = writing, reading
        self._buffer, self._last = b"", 0
        self._told: list[dict[str, Any]] = []

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """A command's answer. Events meanwhile are kept. Raises `NoBrowser`."""
        number = self._send(method, session, params)
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            said = self._next(end - time.monotonic())
            if said is None:
                continue
            if said.get("id") == number:
                if "error" in said:
                    raise NoBrowser(f"{method}: {said['error'].get('message')}")
                answer: dict[str, Any] = said["result"]
                return answer
            self._told.append(said)
        raise NoBrowser(f"the browser does not answer {method}")

    def visit(self, visit: Visit) -> Iterator[Loaded]:
        """Open a page in a new tab, until it asks for nothing more."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        page = self._attached(target)
        # Answered, so in force: a page in a process of its own takes over what was in force before.
        self.call("Network.enable", page, **_LISTENING)
        self._send("Page.navigate", page, {"url": visit.url})
        yield from self._until_quiet(visit.url)
        self._send("Runtime.evaluate", page, {"expression": _WANT % json.dumps(visit.wants)})
        yield from self._until_quiet(visit.url)
        self.call("Target.closeTarget", targetId=target)

    def _attached(self, target: str) -> str:
        """The session of a new tab."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            event = self._event()
            if event.get("method") == "Target.attachedToTarget":
                self._attend(event["params"]["sessionId"])
                if event["params"]["targetInfo"]["targetId"] == target:
                    return str(event["params"]["sessionId"])
        raise NoBrowser("the browser opens no page")

    def _until_quiet(self, url: str) -> Iterator[Loaded]:
        """What comes from the page's origin until nothing has come for a while.

        A body is asked for when it is whole, because a page that loads itself anew takes it away, and again at the end:
        while a page takes the place of the one before, the browser has none to give.
        """
        origin = urlsplit(url)[:2]
        came: dict[tuple[str, str], Loaded] = {}
        last, end = time.monotonic(), time.monotonic() + SECONDS
        while time.monotonic() < min(end, last + _QUIET_SECONDS):
            event = self._event()
            method, params, session = (
                event.get("method", ""),
                event.get("params", {}),
                event.get("sessionId", ""),
            )
            if method == "Target.attachedToTarget":
                self._attend(params["sessionId"])
            elif method == "Network.responseReceived":
                said, at = params["response"], urlsplit(params["response"]["url"])
                if at[:2] == origin:
                    names = frozenset(name.lower() for name in said["headers"])
                    found = Loaded(at.path, params["type"], int(said["status"]), names, None)
                    came[session, params["requestId"]] = found
            elif method == "Network.loadingFinished" and (session, params["requestId"]) in came:
                request = session, params["requestId"]
                came[request] = came[request]._replace(body=self._body(*request))
            elif not method.startswith("Network."):
                continue
            last = time.monotonic()
        for request, one in came.items():
            yield one if one.body is not None else one._replace(body=self._body(*request))

    def _event(self) -> dict[str, Any]:
        """The next event, or an empty one when there is none for a moment."""
        return self._told.pop(0) if self._told else self._next(0.2) or {}

    def _attend(self, session: str) -> None:
        """A page, a frame or a worker is attached before it runs: it is listened to from its first request on."""
        self._send("Network.enable", session, _LISTENING)
        more = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
        self._send("Target.setAutoAttach", session, more)
        self._send("Runtime.runIfWaitingForDebugger", session, {})

    def _body(self, session: str, request: str) -> bytes | None:
        try:
            said = self.call("Network.getResponseBody", session, requestId=request)
        except NoBrowser:
            return None
        body = str(said["body"])
        return base64.b64decode(body) if said["base64Encoded"] else body.encode()

    def _send(self, method: str, session: str | None, params: dict[str, Any]) -> int:
        self._last += 1
        asked = {"id": self._last, "method": method, "params": params}
        data = json.dumps(asked | ({"sessionId": session} if session else {})).encode() + b"\0"
        try:
            while data:
                data = data[os.write(self._writing, data) :]
        except BrokenPipeError:
            raise NoBrowser(_ENDED) from None
        return self._last

    def _next(self, seconds: float) -> dict[str, Any] | None:
        while b"\0" not in self._buffer:
            if not select.select([self._reading], [], [], max(0.0, seconds))[0]:
                return None
            more = os.read(self._reading, 1 << 16)
            if not more:
                raise NoBrowser(_ENDED)
            self._buffer += more
        said, _, self._buffer = self._buffer.partition(b"\0")
        event: dict[str, Any] = json.loads(said)
        return event


@contextmanager
def _running(program: str, profile: str, more: tuple[str, ...]) -> Iterator[_Line]:
    """The browser reads commands from its descriptor 3 and answers on 4; it ends when ours are closed."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    # High enough that neither is the number which the other gets in the browser.
    high = [fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, 10) for each in (theirs_in, theirs_out)]
    # A browser in a root shell does not start with its sandbox; what it loads here comes from the server that is checked.
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    command = [
        *(
            program,
            "--headless=new",
            "--remote-debugging-pipe",
            f"--user-data-dir={profile}",
            "--no-first-run",
        ),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync", *flags, *more),
        "about:blank",
    ]
    quiet = os.O_WRONLY | os.O_CREAT
    actions = [
        *((os.POSIX_SPAWN_OPEN, each, f"{profile}/log", quiet, 0o600) for each in (1, 2)),
        (os.POSIX_SPAWN_DUP2, high[0], 3),
        (os.POSIX_SPAWN_DUP2, high[1], 4),
    ]
    process = os.posix_spawn(program, command, os.environ, file_actions=actions)
    for theirs in (theirs_in, theirs_out, *high):
        os.close(theirs)
    try:
        yield _Line(ours_out, ours_in)
    finally:
        for ours in (ours_out, ours_in):
            os.close(ours)
        _end(process)


def _end(process: int) -> None:
    until = time.monotonic() + _ENDS_SECONDS
    while time.monotonic() < until:
        if os.waitpid(process, os.WNOHANG)[0]:
            return
        time.sleep(0.05)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
