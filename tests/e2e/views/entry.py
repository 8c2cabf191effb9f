"""Ways in: set-up, the plain pages, invitations, the recovery sheet, the team page, the lock, and what refuses."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e import paper, recovering, wizard
from tests.e2e.customer_page import begin, write
from tests.e2e.team_page import four
from tests.e2e.views import inbox
from tests.e2e.views.customer import NO_CURVES, NO_STORAGE, REPLACED, SOCKETS
from tests.e2e.views.steps import Reach, heading, press, there
from tests.e2e.views.view import Place, View, Walk
from tests.world.browser import accept
from tresen.client import Owner


def start(at: Place) -> None:
    at.go(f"{at.server.url}/")
    heading(at.page, "Tresen")


def setup(fragment: str, title: str) -> Reach:
    def reach(at: Place) -> None:
        at.go(f"{at.server.url}/setup{fragment}")
        wizard.heading(at.page, title)

    return reach


def first_step(at: Place) -> None:
    at.go(at.server.setup_link())
    wizard.heading(at.page, "Schön, dass ihr da seid.")


def first_step_empty(at: Place) -> None:
    at.page.get_by_role("button", name="Weiter zu den Zeiten").click()
    there(at, "Hier fehlt noch der Name.")


def hours(at: Place) -> None:
    wizard.business(at.page)
    wizard.press(at.page, "Weiter zu den Zeiten")
    wizard.hours(at.page)


def day_by_day(at: Place) -> None:
    wizard.press(at.page, "Einzeln: Montag bis Freitag")
    expect(at.page.get_by_label("Dienstag, 2. Zeit: schließt um")).to_have_value("18:00")


def legal(at: Place) -> None:
    wizard.press(at.page, "Weiter zum Impressum")
    wizard.heading(at.page, "Wer steht dahinter?")


def legal_wrong(at: Place) -> None:
    wizard.press(at.page, "Weiter zur Begrüßung")
    there(at, "Hier fehlt noch dein Name.")


def answers(at: Place) -> None:
    wizard.legal(at.page)
    wizard.press(at.page, "Weiter zur Begrüßung")
    wizard.heading(at.page, "Niemand steht vor verschlossener Tür.")


def code(at: Place) -> None:
    wizard.press(at.page, "Weiter zum Ausprobieren")
    wizard.heading(at.page, "Scann mich.")


def arrived(at: Place) -> None:
    """A customer's message, before anybody answers it."""
    url = wizard.scanned(at.page)
    customer = at.visit().open(url)
    begin(customer)
    write(customer, "Hallo!")
    wizard.heading(at.page, "Eure erste Nachricht.")
    expect(at.page.get_by_role("article")).to_contain_text("Hallo!")


def to_sign(at: Place) -> None:
    wizard.press(at.page, "Ohne Antwort weiter")
    wizard.heading(at.page, "Und das stellst du auf.")


def today(at: Place) -> None:
    wizard.press(at.page, "Später, zum Postfach")
    expect(at.page.get_by_role("heading", name="Heute noch")).to_be_visible()


def sign(at: Place) -> None:
    at.page.goto(f"{at.server.url}/setup")
    wizard.heading(at.page, "Euer Schild")


def used(at: Place) -> None:
    """A link that was used, in another browser."""
    at.go(at.server.setup_link())
    wizard.to_the_answers(at.page)


def printing(at: Place) -> None:
    wizard.press(at.page, "Blatt drucken")
    expect(paper.sheet(at.page)).to_be_visible()


def typing(at: Place) -> None:
    printing(at)
    at.sheet[:] = paper.groups(at.page)
    paper.printed(at.page)
    expect(at.page.get_by_label("Gruppe", exact=False).first).to_be_visible()


def in_force(at: Place) -> None:
    paper.type_back(at.page, at.sheet)
    wizard.press(at.page, "Dieses Blatt gilt")
    there(at, "Das Blatt gilt. Leg es zum Kassenschlüssel.")


def occupied(at: Place) -> None:
    at.page.goto(at.server.setup_link())
    wizard.heading(at.page, "In diesem Browser ist schon ein Postfach")


def team(at: Place) -> None:
    at.page.goto(f"{at.server.url}/inbox#/team")
    heading(at.page, "Team")


def invite(at: Place) -> None:
    wizard.press(at.page, "Jemanden einladen")
    at.page.get_by_role("dialog").get_by_role("textbox", name="Name").fill("Ben")
    wizard.press(at.page, "Link erzeugen")
    expect(at.page.get_by_role("dialog").locator("p.link")).to_be_visible()


def invite_link(at: Place) -> str:
    return at.page.get_by_role("dialog").locator("p.link").inner_text().strip()


def asked(at: Place) -> None:
    """Ben opens the link, and is asked."""
    invite(at)
    link = invite_link(at)
    at.go(link, accepting=False)
    wizard.heading(at.page, "Einladung in ein Team")


def accepted(at: Place) -> None:
    accept(at.page)
    four(at.page)


def words_here(at: Place) -> None:
    """And the owner's page shows them too."""
    at.opened.pop()
    four(at.page)


def confirmed(at: Place) -> None:
    wizard.press(at.page, "Ja, dieselben Wörter")
    there(at, "Ben")


def of_ben(button: str) -> Reach:
    return press(button, exact=False)


def unlinked(at: Place) -> None:
    at.go(f"{at.server.url}/inbox")
    wizard.heading(at.page, "Dieses Gerät gehört noch zu keinem Team")


def wrong_link(at: Place) -> None:
    at.page.get_by_label("Einladungslink").fill("https://example.org/")
    at.page.get_by_role("button", name="Gerät verbinden").click()
    there(at, "Das ist kein Einladungslink")


def recover(at: Place) -> None:
    recovering.begin(at.page)


def who(at: Place) -> None:
    recovering.find(at.page, at.sheet)
    there(at, "Wer bist du?")


def wrong_sheet(at: Place) -> None:
    recovering.find(at.page, ["0000"] * 7)
    recovering.refused(at.page, "Dieses Blatt gehört zu einem anderen Betrieb")


def locked(at: Place) -> None:
    at.page.goto(f"{at.server.url}/inbox#/settings")
    at.page.get_by_role("button", name="Sperre einrichten").click()
    at.page.get_by_label("PIN", exact=True).fill("271828")
    at.page.get_by_label("PIN wiederholen").fill("271828")
    at.page.get_by_label("PIN wiederholen").press("Enter")
    at.page.get_by_role("button", name="Jetzt sperren").click()
    expect(at.page.get_by_label("Deine PIN")).to_be_focused()


SETUP = Walk(
    "setup",
    start,
    (
        View("the server's own page", lambda at: None, "page", ("plain home",)),
        View(
            "set-up without a link",
            setup("", "Zum Einrichten brauchst du einen Link"),
            "page",
            ("setup stop no_link",),
        ),
        View(
            "a link that is none",
            setup("#setup=x", "Der Link ist nicht vollständig"),
            "page",
            ("setup stop damaged",),
        ),
        View(
            "no such link",
            setup(f"#setup={'0' * 26}", "Diesen Einrichtungslink gibt es nicht"),
            "page",
            ("setup stop not_found",),
        ),
        View("step 1", first_step, "page", ("setup/steps/BusinessStep", "setup/frame/Frame")),
        View("step 1 with mistakes", first_step_empty),
        View("step 2", hours, "page", ("setup/steps/HoursStep",)),
        View("step 2, day by day", day_by_day),
        View("copying a day", press("Übertragen: Montag auf andere Tage"), "sheet", ("ui/hours/CopyDay",)),
        View("step 3", legal, "page", ("setup/steps/LegalStep",)),
        View("step 3 with mistakes", legal_wrong),
        View("step 4", answers, "page", ("setup/steps/AnswersStep",)),
        View("step 5", code, "page", ("inbox/first/First", "inbox/first/Code")),
        View("the first message", arrived, "page", ("inbox/first/Arrived",)),
        View("and the sign", to_sign, "page", ("inbox/first/ToSign",)),
        View("still today", today, "page", ("inbox/today/Today",)),
        View("the sign again", sign, "page", ("setup/steps/SignStep",)),
        View("there is an inbox already", occupied, "page", ("setup stop occupied",)),
        View("team", team, "page", ("page team",)),
        View("inviting", press("Jemanden einladen"), "sheet", ("inbox/team/InviteSheet",)),
        View("invitation", invite, "sheet", ("inbox/team/InviteLink",)),
        View("open invitations", lambda at: there(at, "Offene Einladungen"), shows=("inbox/team/Invites",)),
        View("an invitation, opened", asked, "page"),
        View("four words, on the new device", accepted, "page", ("inbox/start/Linking",)),
        View("four words, on the owner's device", words_here, "sheet", leave=confirmed),
        View("renaming", of_ben("Namen von Ben ändern"), "sheet", ("inbox/team/Rename",)),
        View(
            "naming a device",
            of_ben("Benennen: Chrome auf Linux von Ben"),
            "sheet",
            ("inbox/team/NameDevice",),
        ),
        View(
            "signing a device out",
            of_ben("Abmelden: Chrome auf Linux von Ben"),
            "sheet",
            ("inbox/team/Leave",),
        ),
        View("removing somebody", of_ben("Ben aus dem Team nehmen"), "sheet"),
        View("leaving", press("Team verlassen"), "sheet"),
        View("the first sheet", printing, "sheet"),
        View("the first sheet, typing back", typing, leave=in_force),
        View("checking the sheet", press("Blatt prüfen"), "sheet", ("inbox/team/SheetCheck",)),
        View("a new sheet", press("Neues Blatt"), "sheet", ("inbox/team/SheetRenew",)),
        View("locked", locked, "page", ("inbox/applock/LockScreen",)),
        View("forgotten PIN", press("PIN vergessen?"), "page"),
        View("no team yet", unlinked, "page", ("inbox/start/Unlinked",)),
        View("not an invitation", wrong_link),
        View("recovering", recover, "page", ("inbox/start/RecoverySheet",)),
        View("the wrong sheet", wrong_sheet),
        View("who are you", who, ("state"), ("inbox/start/RecoveryWho",), leave=press("Zurück")),
        View("without the sheet", press("Ich habe das Blatt nicht"), "page", ("inbox/start/Lost",)),
    ),
    bare=True,
)


def used_invite(at: Place) -> None:
    link = at.shop.inbox_link(3)
    other = at.visit().open(link)
    expect(other.get_by_role("list", name="Unterhaltungen")).to_be_attached()
    at.go(link, accepting=False)
    there(at, "Dieser Link wurde schon benutzt")


def foreign_invite(at: Place) -> None:
    """Anna works for the bakery, and opens an invitation of the farm next door."""
    inbox.signed_in(at)
    farm = at.shop.neighbour()
    at.page.goto(at.shop.do(farm.invites.create(2, "member")))
    there(at, "Die Einladung kommt von „Hof Lindental“.")


def foreign_answered(at: Place) -> None:
    wizard.press(at.page, "Trotzdem annehmen")
    wizard.heading(at.page, "Dieses Gerät wird verbunden")


def foreign_confirmed(at: Place) -> None:
    farm = at.shop.clients[-1]
    assert isinstance(farm, Owner)
    at.shop.confirm_for(farm)
    wizard.heading(at.page, "Hier abmelden und wechseln?")


def revoked(at: Place) -> None:
    inbox.signed_in(at, "member")
    at.shop.do(at.shop.bakery.owner.records.revoke(person=2))
    wizard.heading(at.page, "Dieses Gerät ist abgemeldet")


def replaced(at: Place) -> None:
    at.go(at.shop.inbox_link(4), SOCKETS)
    expect(at.page.get_by_role("list", name="Unterhaltungen")).to_be_attached()
    at.page.evaluate("code => { sockets.at(-1).onclose({ code }); }", REPLACED)
    wizard.heading(at.page, "Tresen läuft jetzt woanders")


def invited(script: str, title: str, *, accepting: bool = False) -> Reach:
    def reach(at: Place) -> None:
        at.go(at.shop.inbox_link(5), script, accepting=accepting)
        wizard.heading(at.page, title)

    return reach


def old_setup(script: str, title: str) -> Reach:
    def reach(at: Place) -> None:
        at.go(f"{at.shop.bakery.owner.public_url}/setup", script)
        wizard.heading(at.page, title)

    return reach


def stop(name: str, reach: Reach) -> View:
    return View(f"stopped: {name}", reach, "page", (f"inbox stop {name}", "inbox/start/Stopped"))


STOPS = Walk(
    "stops",
    lambda at: None,
    (
        View("a used invitation", used_invite, "page"),
        View("an invitation of another business", foreign_invite, "page", ("inbox/start/Invited",)),
        View("answered beside the first business", foreign_answered, "page"),
        View("moving to the other business", foreign_confirmed, "page"),
        stop("revoked", revoked),
        stop("replaced", replaced),
        stop("unsupported", invited(NO_CURVES, "Dieser Browser ist zu alt für Tresen")),
        stop("storage", invited(NO_STORAGE, "Dieser Browser lässt nichts speichern", accepting=True)),
        View(
            "set-up: unsupported",
            old_setup(NO_CURVES, "Dieser Browser ist zu alt für Tresen"),
            shows=("setup stop unsupported", "setup/start/Stopped"),
        ),
        View(
            "set-up: storage",
            old_setup(NO_STORAGE, "Dieser Browser lässt nichts speichern"),
            shows=("setup stop storage",),
        ),
    ),
)
