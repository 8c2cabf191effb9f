"""The law's documents and the risk check over HTTP (wire.md)."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Final, TypeAlias

import msgspec
from litestar import Request, Response, Router, get
from litestar.params import FromPath, QueryParameter

from tresen.core.law import risk
from tresen.core.law.document import Change, Section
from tresen.core.policy import Action
from tresen.desk.law import documents, printed
from tresen.desk.law.documents import LawDocument
from tresen.errors import Refusal
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller, limited
from tresen.transport.api.mydata import Lang

Call: TypeAlias = Request[Any, Any, Any]
Format: TypeAlias = Annotated[str, QueryParameter(name="format", max_length=4, description="json, md or pdf")]
KINDS: Final = {"md": "text/markdown; charset=utf-8", "pdf": "application/pdf"}
ZONE: Final = "Europe/Berlin"


class LawDocumentJson(msgspec.Struct, frozen=True):
    """A document from the running configuration."""

    document: str
    title: str
    lang: str
    version: int
    at_ms: int
    before_ms: int | None
    changed: list[Change]
    sections: list[Section]


class SeedJson(msgspec.Struct, frozen=True):
    """The reckoning of the article with which this began."""

    percent: int
    eur: int


class CapJson(msgspec.Struct, frozen=True):
    """A statutory maximum: the higher of a fixed sum and a share of the turnover."""

    article: str
    percent: int
    fixed_eur: int
    turnover_eur: int
    eur: int


class StartJson(msgspec.Struct, frozen=True):
    """Where an authority begins to reckon."""

    article: str
    gravity: str
    from_eur: int
    to_eur: int


class SourceJson(msgspec.Struct, frozen=True):
    """Where a figure is from."""

    title: str
    url: str


class ComplaintJson(msgspec.Struct, frozen=True):
    """A complaint, what is the case here, and the tests that show it."""

    n: int
    complaint: str
    answer: str
    tests: list[str]


class RiskJson(msgspec.Struct, frozen=True):
    """The risk check."""

    turnover_eur: int
    seed: SeedJson
    caps: list[CapJson]
    starting: list[StartJson]
    sources: list[SourceJson]
    limits: str
    complaints: list[ComplaintJson]


async def _answer(found: LawDocument, kind: str) -> Response[Any]:
    if kind == "json":
        version = found.version
        return Response(
            LawDocumentJson(
                found.name,
                found.draft.title,
                found.lang,
                version.version,
                version.at_ms,
                version.before_ms,
                version.changed,
                found.draft.sections,
            )
        )
    if kind not in KINDS:
        raise Refusal("bad_request", "format: must be json, md or pdf")
    if kind == "md":
        content = printed.as_markdown(found, ZONE).encode()
    else:
        content = await asyncio.to_thread(printed.as_pdf, found, ZONE)
    name = f"{found.name}-{found.lang}-{found.version.version}.{kind}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, media_type=KINDS[kind])


@get("/law/{document:str}", guards=[allow(Action.ACCOUNT), limited("mydata")], security=BEARER_SECURITY)
async def law_document(
    house: TheHouse, request: Call, document: FromPath[str], lang: Lang = "de", kind: Format = "json"
) -> Response[Any]:
    """A document from the running configuration, as JSON, Markdown or PDF."""
    return await _answer(await documents.document(house, caller(request.scope), document, lang), kind)


@get("/businesses/{handle:str}/notice", guards=[limited("mydata")])
async def notice(
    house: TheHouse, handle: FromPath[str], lang: Lang = "de", kind: Format = "json"
) -> Response[Any]:
    """The privacy notice (Art. 13), for anyone."""
    return await _answer(await documents.notice(house, handle, lang), kind)


@get("/risk", guards=[allow(Action.ACCOUNT)], security=BEARER_SECURITY)
async def risk_check(
    house: TheHouse,
    request: Call,
    turnover: Annotated[int, QueryParameter(ge=0, le=risk.TURNOVER_MOST, description="whole euros a year")],
    lang: Lang = "de",
) -> RiskJson:
    """What the law threatens at this turnover, and which complaints are answered here."""
    found = await documents.answers(house, caller(request.scope), turnover, lang)
    return RiskJson(
        turnover,
        SeedJson(risk.PERCENT, risk.illustration(turnover)),
        [CapJson(*each) for each in risk.caps(turnover)],
        [StartJson(*each) for each in risk.starting(turnover)],
        [SourceJson(*each) for each in risk.SOURCES],
        risk.limits(lang),
        [ComplaintJson(n, each.complaint, each.answer, list(each.tests)) for n, each in enumerate(found, 1)],
    )


lawdocument_routes = Router("/", route_handlers=[law_document, notice, risk_check], tags=["law"])
