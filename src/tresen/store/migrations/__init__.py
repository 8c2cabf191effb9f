"""The tables' history, by Alembic. `HEAD` names the newest step: a start with nothing to migrate need not load Alembic."""

from __future__ import annotations

from typing import Final

HEAD: Final = "0017"
