"""Every error of the HTTP API as RFC 9457 problem details with `code` and `retryable` (W7, W8)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

import msgspec
from litestar import Request, Response
from litestar.exceptions import (
    HTTPException,
    ValidationException,
)

from tresen.core.sizes import REQUEST_BYTES
from tresen.errors import Refusal
from tresen.telemetry import log
from tresen.transport.api.access import edge_of

PROBLEM: Final = "application/problem+json"


class Problem(msgspec.Struct, frozen=True):
    """RFC 9457. `code` is one of protocol/errors.json. If `retryable`, the same request may succeed later."""

    type: str
    title: str
    status: int
    code: str
    retryable: bool
    detail: str


def problem(refusal: Refusal, status: int | None = None) -> Problem:
    """A refusal as problem details."""
    status = status or refusal.status
    title = refusal.code.replace("_", " ")
    detail = refusal.detail or title
    return Problem(f"urn:tresen:error:{refusal.code}", title, status, refusal.code, refusal.retryable, detail)


def refused(request: Request[Any, Any, Any], refusal: Refusal) -> Response[Problem]:
    """The answer when a use case refuses; like all of these, counted."""
    return _answer(request, refusal)


def framework(request: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    """The answer when Litestar refuses: unknown route, wrong method, body of the wrong shape."""
    return _answer(request, *_translate(error), headers=dict(error.headers or {}))


def failed(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """The answer to a mistake of ours. The log records where it happened, never what it was about (A8)."""
    place = _place(error)
    if (
        isinstance(error, RecursionError) and not place
    ):  # raised while Litestar read the body, before our code ran
        return _answer(request, Refusal("bad_request", "the body is nested too deeply"))
    log().error("request_failed", error=type(error).__name__, at=place)
    return _answer(request, Refusal("internal", "the server made a mistake; nothing was stored"))


def _answer(
    request: Request[Any, Any, Any],
    refusal: Refusal,
    status: int | None = None,
    headers: dict[str, str] | None = None,
) -> Response[Problem]:
    edge_of(request.scope).meters.refused(refusal.code)
    made = problem(refusal, status)
    return Response(made, status_code=made.status, media_type=PROBLEM, headers=headers)


def _translate(error: HTTPException) -> tuple[Refusal, int]:
    status = error.status_code
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Refusal("internal", "the server made a mistake; nothing was stored"), status
    code, detail = _KNOWN.get(status, ("bad_request", ""))
    if isinstance(error, ValidationException):
        detail = _places(error)
    return Refusal(code, detail or f"the request cannot be read: {error.detail}"), status


_KNOWN: Final = {
    404: ("not_found", "there is nothing at this address"),
    405: ("bad_request", "this address has other methods: see Allow"),
    413: ("too_large", f"a request has at most {REQUEST_BYTES // 1024} KiB"),
}


def _places(error: ValidationException) -> str:
    found = error.extra if isinstance(error.extra, list) else []
    return "; ".join(_said(each.get("key") or "", each["message"]) for each in found) or str(error.detail)


def _said(key: str, message: str) -> str:
    if key and message == repr(key):  # Litestar's way to say that something is missing
        return "a JSON body is needed" if key == "data" else f"{_written(key)}: is needed"
    return f"{_written(key)}: {message}" if key else message


def _written(key: str) -> str:
    """A parameter as the caller wrote it: some have names that Python or Litestar reserves."""
    return {"start": "from", "filter_": "filter", "which": "state", "kind": "format"}.get(key, key)


def _place(error: Exception) -> str:
    """Module and line of our innermost frame."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.startswith("tresen."):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
