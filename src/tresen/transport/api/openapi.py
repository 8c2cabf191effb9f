"""The OpenAPI document: Litestar's description of the handlers, and the one shape of every error (W8)."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from litestar import Request
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import Method

from tresen.transport.api.problems import PROBLEM, Problem

_NAMED: Final = {
    ("conversations", "begin"): "begin_conversation",
    ("conversations", "listing"): "list_conversations",
    ("conversations", "one"): "get_conversation",
    ("conversations", "events"): "conversation_events",
    ("conversations", "keys"): "conversation_keys",
    ("conversations", "removed"): "device_removal",
    ("conversations", "back_room"): "list_documents",
    ("conversations", "document"): "get_document",
    ("conversations", "log_events"): "list_events",
    ("conversations", "marks"): "list_marks",
    ("erasing", "erase"): "erase_messages",
    ("erasing", "kept"): "what_is_kept",
    ("files", "room"): "file_room",
    ("files", "begin"): "begin_file",
    ("files", "chunks"): "put_file_chunks",
    ("files", "complete"): "complete_file",
    ("files", "sealed"): "read_file",
    ("files", "cancel"): "give_up_file",
    ("mail", "mail_on"): "switch_mail_on",
    ("mail", "mail_off"): "switch_mail_off",
    ("mail", "mail_try"): "try_mail",
    ("notifications", "notifications_chosen"): "get_notifications",
    ("notifications", "push_on"): "switch_push_on",
    ("notifications", "push_off"): "switch_push_off",
    ("notifications", "push_try"): "try_push",
    ("notifications", "mute"): "mute_conversation",
    ("preview", "look_ahead"): "preview_profile",
    ("preview", "choices"): "hours_choices",
    ("preview", "holidays"): "hours_holidays",
    ("publish", "records"): "list_records",
    ("publish", "publish"): "publish_records",
    ("setup", "set_up"): "set_up_business",
    ("setup", "look_at_set_up"): "look_at_setup",
    ("shopfront", "business"): "get_business",
    ("shopfront", "profile"): "get_profile",
    ("publish", "team_keys"): "get_team_keys",
    ("team", "team_devices"): "list_team_devices",
    ("statistics", "statistics"): "get_statistics",
    ("statistics", "objected"): "get_objection",
    ("statistics", "object_"): "set_objection",
}
"""Handlers, by their module, whose own names say too little outside of it."""


def operation_id(handler: HTTPRouteHandler, method: Method, path: list[Any]) -> str:  # noqa: ARG001
    """The name of a call in the document: that of its handler, or a clearer one."""
    module = handler.fn.__module__.rpartition(".")[2]
    return _NAMED.get((module, handler.handler_name), handler.handler_name.strip("_"))


class OpenApiDocument(JsonRenderPlugin):
    """The document as JSON. It replaces the error shape that Litestar describes, which this API never sends."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The document."""
        return self.render_json(request, with_problems(openapi_schema))


def with_problems(document: dict[str, Any]) -> dict[str, Any]:
    """The document with problem details as every operation's default answer."""
    (_, shapes) = msgspec.json.schema_components([Problem], ref_template="#/components/schemas/{name}")
    components = document.get("components", {})
    schemas = components.get("schemas", {}) | shapes
    paths = {
        path: {method: _with_default(operation) for method, operation in methods.items()}
        for path, methods in document["paths"].items()
    }
    return document | {"components": components | {"schemas": schemas}, "paths": paths}


def _with_default(operation: Any) -> Any:
    if not isinstance(operation, dict) or "responses" not in operation:
        return operation
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    answers = {status: each for status, each in operation["responses"].items() if status.startswith("2")}
    answers["default"] = {
        "description": "Nothing was changed. Problem details (RFC 9457)",
        "content": content,
    }
    said = operation.get("operationId", "").replace("_", " ").capitalize()
    return operation | {"responses": answers, "summary": said}
