"""Everything not live over HTTP (W8): JSON under /api/v1, and around it the pages with their headers."""

from tresen.transport.api.build import http_app

__all__ = ["http_app"]
