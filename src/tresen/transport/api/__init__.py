"""Everything over HTTP that is not live (W8): JSON under /api/v1, and the pages, with their headers."""

from tresen.transport.api.build import http_app

__all__ = ["http_app"]
