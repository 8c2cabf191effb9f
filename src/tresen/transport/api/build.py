"""Assembles the HTTP side: the API, the pages, and the front before both."""

from __future__ import annotations

from collections.abc import Awaitable
from functools import cache
from typing import Any, Final, cast

from litestar import Litestar, Router
from litestar._openapi.plugin import handle_schema_path_not_found
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme
from litestar.plugins import PluginProtocol
from litestar.plugins.core import MsgspecDIPlugin

import tresen
from tresen.core.bounds.limits import Allowance
from tresen.core.sizes import REQUEST_BYTES
from tresen.desk.services import Services
from tresen.errors import Refusal
from tresen.telemetry import Meters
from tresen.transport.api.access import Edge, house_of, services_of
from tresen.transport.api.calls import call_routes
from tresen.transport.api.condition import condition_routes
from tresen.transport.api.conversations import conversation_routes
from tresen.transport.api.erasing import erasing_routes
from tresen.transport.api.files import file_routes
from tresen.transport.api.gate import gated
from tresen.transport.api.invitations import invitation_routes
from tresen.transport.api.invites import invite_routes
from tresen.transport.api.law import law_routes
from tresen.transport.api.lawdocuments import lawdocument_routes
from tresen.transport.api.mail import mail_routes
from tresen.transport.api.mydata import mydata_routes
from tresen.transport.api.notifications import notification_routes
from tresen.transport.api.openapi import OpenApiDocument, operation_id
from tresen.transport.api.passkeys import passkey_routes
from tresen.transport.api.preview import preview_routes
from tresen.transport.api.problems import failed, framework, refused
from tresen.transport.api.publish import publish_routes
from tresen.transport.api.setup import setup_routes
from tresen.transport.api.shopfront import shopfront_routes
from tresen.transport.api.statistics import statistics_routes
from tresen.transport.api.team import team_routes
from tresen.transport.front import Asgi, Front, Outside
from tresen.transport.limits import Limits, Peers
from tresen.transport.pages import Pages

PREFIX: Final = "/api/v1"


def http_app(services: Services, settings: Outside, meters: Meters) -> Asgi:
    """The ASGI application for everything but `/live`."""
    peers = Peers(settings.trusted_proxy)
    calls = gated(api(services, settings, meters, peers), settings.public_url, meters)
    return Front(calls, Pages(services, settings, meters), settings.public_url)


def api(services: Services, settings: Outside, meters: Meters, peers: Peers) -> Asgi:
    """The API alone."""
    per_hour = settings.conversations_per_hour
    limits = Limits(
        {
            "conversations": Allowance(max(1, per_hour // 2), per_hour),
            "invitations": Allowance(60, 360),
            "writing_first": Allowance(60, 360),
            "invites": Allowance(30, 60),
            "erasing": Allowance(60, 600),
            "mail": Allowance(10, 30),
            "mydata": Allowance(120, 1200),
            "passkeys": Allowance(40, 240),
            "push": Allowance(20, 120),
            "setup": Allowance(10, 30),
            "setup_look": Allowance(60, 300),
        }
    )
    edge, answer = Edge(services, limits, peers, meters), cast("Asgi", routes())

    def entered(scope: Any, receive: Any, send: Any) -> Awaitable[None]:
        edge.enter(scope)
        return answer(scope, receive, send)

    return entered


@cache
def routes() -> Litestar:
    """All calls. Reading their signatures takes a tenth of a second, so it is done once for all servers of a process."""
    return _Lean(
        path=PREFIX,
        route_handlers=[
            condition_routes,
            shopfront_routes,
            call_routes,
            conversation_routes,
            erasing_routes,
            file_routes,
            invitation_routes,
            invite_routes,
            law_routes,
            lawdocument_routes,
            mail_routes,
            mydata_routes,
            notification_routes,
            passkey_routes,
            preview_routes,
            publish_routes,
            setup_routes,
            statistics_routes,
            team_routes,
        ],
        dependencies={
            "house": Provide(house_of, sync_to_thread=False),
            "services": Provide(services_of, sync_to_thread=False),
        },
        exception_handlers={
            Refusal: refused,
            HTTPException: framework,
            Exception: failed,
        },
        openapi_config=OpenAPIConfig(
            title="Tresen",
            version=tresen.__version__,
            description="Everything that is not live. Errors are RFC 9457 problem details with code and retryable.",
            openapi_router=_OpenApi("/", route_handlers=[], include_in_schema=False),
            render_plugins=[OpenApiDocument(path="/openapi.json")],
            components=Components(
                security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer")},
            ),
            use_handler_docstrings=True,
            operation_id_creator=operation_id,
        ),
        request_max_body_size=REQUEST_BYTES,
        logging_config=None,
        debug=False,
    )


class _Lean(Litestar):
    """Litestar with msgspec alone: its pydantic plugin would load pydantic, which costs 12 MiB and 0.2 s at start."""

    @staticmethod
    def _get_default_plugins(plugins: list[PluginProtocol]) -> list[PluginProtocol]:
        return [*plugins, MsgspecDIPlugin()]


class _OpenApi(Router):
    """The OpenAPI document alone. Litestar's HTML page for unknown addresses would answer in place of the API's errors."""

    def register(self, value: Any) -> Any:
        """Register everything but that page."""
        return [] if getattr(value, "fn", None) is handle_schema_path_not_found else super().register(value)
