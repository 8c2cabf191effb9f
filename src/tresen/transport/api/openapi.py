"""The OpenAPI document: Litestar's description of the handlers, and the one shape of every error (W8)."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request
from litestar.openapi.plugins import JsonRenderPlugin

from tresen.transport.api.problems import PROBLEM, Problem


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
    return operation | {"responses": answers}
