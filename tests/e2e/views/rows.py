"""The list's rows, and what opens at a row: its menu, and what its menu leads to."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.e2e.views.steps import Reach, press, then
from tests.e2e.views.view import Place, View


def rows(at: Place) -> Locator:
    return at.page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")


def row(at: Place, text: str = "Krause") -> Locator:
    return rows(at).filter(has_text=text).first.get_by_role("link")


def row_menu(at: Place) -> None:
    link = row(at)
    if not at.on_phone:
        link.click(button="right")
        return
    link.focus()
    at.page.keyboard.press("Shift+F10")


def of_row(item: str) -> Reach:
    """Choose in the menu of Frau Krause's row."""

    def choose(at: Place) -> None:
        at.page.get_by_role("menuitem", name=item, exact=True).click()

    return then(row_menu, choose)


def to_list(at: Place) -> None:
    at.page.evaluate("location.hash = '#/'")
    expect(rows(at).first).to_be_visible()


def another_time(at: Place) -> None:
    """On a phone the sheet has the offers and any other time; elsewhere the menu leads to it."""
    of_row("Auf später legen …")(at)
    if not at.on_phone:
        at.page.get_by_role("menuitem", name="Tag und Uhrzeit wählen …").click()
    expect(at.page.get_by_label("Zu einer anderen Zeit")).to_be_visible()


def new_label(at: Place) -> None:
    """On a phone a button asks for its name; elsewhere a label is made by typing, and named anew where they are arranged."""
    of_row("Etiketten …")(at)
    if at.on_phone:
        at.page.get_by_role("button", name="Neues Etikett").click()
    else:
        at.page.get_by_role("button", name="Etiketten ordnen").click()
        at.page.get_by_role("button", name="„Bezahlt“ ändern").click()
    expect(at.page.get_by_role("textbox", name="Name des Etiketts")).to_be_visible()


ROW_MENUS: tuple[View, ...] = (
    View("menu of a row", row_menu, "menu", ("inbox/actions/RowMenu", "ui/message/Pop")),
    View("put off", of_row("Auf später legen …"), "menu", ("inbox/menus/SnoozeMenu",)),
    View("put off until another time", another_time, "sheet", ("inbox/flags/SnoozeSheet",)),
    View("who takes over", of_row("Zuweisen …"), "menu", ("inbox/menus/AssignMenu", "inbox/menus/Picker")),
    View("labels of a row", of_row("Etiketten …"), "menu", ("inbox/menus/Popup",)),
    View("a new label", new_label, "sheet", ("inbox/labels/LabelForm",)),
    View(
        "arranging labels",
        then(of_row("Etiketten …"), press("Etiketten ordnen")),
        "sheet",
        ("inbox/labels/Manage", "inbox/labels/LabelPick"),
    ),
)
