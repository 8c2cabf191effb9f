"""What is typed in the very moment in which something else happens: another conversation opens, or the page is left."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.test_inbox import field, last, log, open_inbox, rows
from tests.world.browser import Visit
from tests.world.stage import Stage

# Types into the field that stands there, as the keyboard would: no step between lets the page catch up.
TYPE = """
    const type = (text) => {
        const field = document.querySelector("textarea[aria-label=Nachricht]");
        field.value = text;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    };
"""

# Counts what the page asks of its database: what was asked before goes first, and is cut off with it when the page is left.
COUNTED = """
    window.asked = { open: 0, last: 0 };
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...how) {
        const begun = transaction.apply(this, how);
        const over = () => {
            window.asked.open -= 1;
            window.asked.last = performance.now();
        };
        window.asked.open += 1;
        for (const type of ["complete", "abort"]) begun.addEventListener(type, over);
        return begun;
    };
"""
STILL = "() => window.asked.open === 0 && performance.now() - window.asked.last > 500"


def test_what_is_typed_right_after_a_click_is_for_the_one_clicked(desktop: Visit, shop: Stage) -> None:
    """One stands open beside the list: a click on another takes its field away before the next key comes."""
    shop.customer("krause", "Haben Sie Brezeln?")
    shop.customer("yilmaz", "Eine Torte bitte.")
    page = open_inbox(desktop, shop)
    expect(rows(page)).to_have_count(2)
    expect(rows(page).filter(has_text="Torte")).to_be_visible()
    expect(log(page)).to_contain_text("Brezeln")
    page.evaluate(
        f"""async () => {{
            {TYPE}
            const rows = document.querySelectorAll("[data-list] a");
            [...rows].find((row) => row.textContent.includes("Torte")).click();
            for (let turn = 0; turn < 20; turn++) await Promise.resolve();
            type("Gern, welche?");
        }}"""
    )
    expect(log(page)).to_contain_text("Torte")
    expect(field(page)).to_have_value("Gern, welche?")
    field(page).press("Enter")
    expect(last(page)).to_contain_text("Gern, welche?")
    rows(page).filter(has_text="Brezeln").click()
    expect(log(page)).to_contain_text("Brezeln")
    expect(field(page)).to_have_value("")


def test_a_draft_is_kept_though_the_page_is_left_at_once(desktop: Visit, shop: Stage) -> None:
    """The last letter and the reload are one step of the page: nothing waits for an answer to a page that is gone."""
    shop.customer("krause", "Haben Sie Brezeln?")
    desktop.context.add_init_script(COUNTED)
    page = open_inbox(desktop, shop)
    for text in ("Ja", "Ja, um", "Ja, um acht"):
        expect(log(page)).to_contain_text("Brezeln")
        page.wait_for_load_state("networkidle")
        page.wait_for_function(STILL)
        with page.expect_navigation():
            page.evaluate(f"(text) => {{ {TYPE} type(text); location.reload(); }}", text)
        expect(field(page)).to_have_value(text)


def test_the_second_press_of_a_double_one_is_no_empty_message(desktop: Visit, shop: Stage) -> None:
    """It was sent, once: nothing says that something is missing."""
    shop.customer("krause", "Haben Sie Brezeln?")
    page = open_inbox(desktop, shop)
    rows(page).first.click()
    field(page).fill("Ja, zwölf.")
    page.get_by_role("button", name="Senden", exact=True).dblclick()
    expect(last(page)).to_contain_text("Ja, zwölf.")
    expect(log(page).get_by_role("article").filter(has_text="Ja, zwölf.")).to_have_count(1)
    expect(field(page)).to_have_attribute("aria-invalid", "false")


def test_a_command_that_begins_so_is_meant_before_a_name_like_it(desktop: Visit, shop: Stage) -> None:
    """Five letters of *Kassensturz* are near enough to a customer's name; a name that begins so comes first all the same."""
    krause = shop.customer("krause", "Haben Sie Brezeln?")
    shop.do(shop.bakery.owner.cards.rename(shop.conversation(krause), "Sabine Krause"))
    page = open_inbox(desktop, shop)
    expect(rows(page).first).to_contain_text("Sabine Krause")
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog")
    first = palette.get_by_role("option").first
    palette.get_by_role("combobox").fill("kasse")
    expect(first).to_contain_text("Kassensturz")
    palette.get_by_role("combobox").fill("kraus")
    expect(first).to_contain_text("Sabine Krause")
