"""What a view is, and where it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import Page

from tests.world.bare import Bare
from tests.world.browser import Visit
from tests.world.stage import Stage

Kind = Literal["page", "state", "sheet", "menu"]
"""A page has a title of its own; a state is a page in another condition; a sheet is modal; a menu is not."""


@dataclass
class Place:
    """Somebody's page, and what stands around it."""

    visits: Callable[..., Visit]
    device: dict[str, Any]
    stage: Stage | None = None
    bare: Bare | None = None
    opened: list[Page] = field(default_factory=list)
    sheet: list[str] = field(default_factory=list)
    """The groups of the recovery sheet, where the walk has made one."""

    @property
    def page(self) -> Page:
        return self.opened[-1]

    @property
    def shop(self) -> Stage:
        assert self.stage is not None, "this walk has no bakery"
        return self.stage

    @property
    def server(self) -> Bare:
        assert self.bare is not None, "this walk has no empty server"
        return self.bare

    @property
    def on_phone(self) -> bool:
        return bool(self.device.get("is_mobile"))

    def visit(self, **more: Any) -> Visit:
        """A fresh browser on the same kind of device."""
        return self.visits(**{**self.device, **more})

    def go(self, url: str, script: str | None = None, *, accepting: bool = True) -> Page:
        """Open an address in a fresh browser; `script` runs before the page's own. `accepting` takes an invitation."""
        visit = self.visit()
        if script:
            visit.context.add_init_script(script)
        self.opened.append((visit.open if accepting else visit.look)(url))
        return self.page


@dataclass(frozen=True)
class View:
    """One view. `reach` leads to it from where the view before it in its walk was left."""

    name: str
    reach: Callable[[Place], object]
    kind: Kind = "state"
    shows: tuple[str, ...] = ()
    """What of the code it shows, as tests/unit/test_views.py calls it."""
    leave: Callable[[Place], object] | None = None
    """Left out: Escape closes a sheet or menu, a page is simply left."""
    back: bool = True
    """When it is closed the focus is on what opened it; otherwise that is gone, and the focus is merely not lost."""


@dataclass(frozen=True)
class Walk:
    """Views that one person sees one after the other."""

    name: str
    begin: Callable[[Place], object]
    views: tuple[View, ...]
    bare: bool = False
    """On a server without a business."""
