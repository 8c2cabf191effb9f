"""The privacy notice (Art. 13 GDPR)."""

from __future__ import annotations

from tresen.core.law.document import Draft, Section
from tresen.core.law.installation import Facts
from tresen.core.law.questions import of_customers
from tresen.core.law.table.leaves import by_itself
from tresen.core.law.table.reads import in_short
from tresen.core.law.written.speech import (
    Column,
    open_questions,
    purpose_table,
    recipient_table,
    responsible,
    say,
)


def notice(facts: Facts, lang: str, columns: list[Column]) -> Draft:
    """For customers: short sentences, nothing that is switched off."""
    del columns
    return Draft(
        say(lang, "Datenschutzhinweise", "Privacy notice"),
        [
            responsible(facts, lang),
            Section(
                say(lang, "In kurzen Worten", "In short"),
                [
                    in_short(facts, lang),
                    say(
                        lang,
                        "Sie brauchen weder Konto noch Telefonnummer. Auf Ihre Kontakte und Ihren Standort greift"
                        " niemand zu, auf Mikrofon und Kamera nur in dem Moment, in dem Sie es erlauben.",
                        "You need neither an account nor a phone number. Nobody reaches for your contacts or your"
                        " location, and for microphone and camera only at the moment at which you allow it.",
                    ),
                    say(
                        lang,
                        f"Nach {facts.shop.chat_days} Tagen ohne ein Wort wird ein Gespräch von selbst gelöscht.",
                        f"After {facts.shop.chat_days} days without a word a conversation is erased by itself.",
                    ),
                ],
            ),
            Section(
                say(lang, "Was, wofür, wie lange", "What, what for, how long"), [], purpose_table(facts, lang)
            ),
            Section(
                say(lang, "Wer sonst etwas erfährt", "Who else learns something"),
                [by_itself(facts, lang)],
                recipient_table(facts, lang),
            ),
            Section(
                say(lang, "Auf Ihrem Gerät", "On your device"),
                [
                    say(
                        lang,
                        "Bevor Sie schreiben, wird auf Ihrem Gerät nichts gespeichert. Danach liegen dort Ihre"
                        " Schlüssel und Ihre Nachrichten,"
                        " weil Sie sonst nichts lesen könnten (§ 25 Abs. 2 TDDDG). Keine Cookies, keine Messung.",
                        "Before you write nothing is stored on your device. Then your keys and messages are"
                        " there, because otherwise you"
                        " could read nothing (§ 25(2) TDDDG). No cookies, no tracking.",
                    )
                ],
            ),
            _rights(facts, lang),
            open_questions(of_customers(), lang),
        ],
    )


def _rights(facts: Facts, lang: str) -> Section:
    return Section(
        say(lang, "Ihre Rechte", "Your rights"),
        [
            say(
                lang,
                "Auskunft und Mitnehmen: unter „Meine Daten“ laden Sie sofort alles herunter, was Ihre Schlüssel"
                " öffnen; was der Betrieb für sich notiert hat, fragen Sie dort an und bekommen es binnen eines Monats"
                " (Art. 12, 15, 20)."
                " Berichtigen: Sie ändern Ihre"
                " Nachrichten und Ihre Karte selbst (Art. 16). Löschen: einzelne Nachrichten oder das ganze"
                " Gespräch, sofort; alte Sicherungen folgen binnen 14 Tagen (Art. 17)."
                " Einschränken (Art. 18) und der Statistik widersprechen (Art. 21): mit einem Schalter dort."
                " Was das Handelsrecht aufhebt,"
                " sehen Sie mit Frist; es ist bis dahin gesperrt.",
                "Access and portability: under “My data” you download at once all that your keys open; what the"
                " business noted for itself you ask for there, and get it within a month (Art. 12, 15, 20)."
                " Rectification: you change your"
                " messages and your card yourself (Art. 16). Erasure: single messages or the whole"
                " conversation, at once; old backups follow within 14 days (Art. 17)."
                " Restriction (Art. 18) and objection to statistics (Art. 21): by a switch there. What"
                " commercial law keeps is shown with"
                " its time limit; it is locked until then.",
            ),
            say(
                lang,
                "Eine Einwilligung nehmen Sie dort zurück, wo Sie sie gegeben haben. Tresen entscheidet nichts"
                " automatisch über Sie (Art. 22)"
                f"{'; was die Programme des Betriebs tun, sagt Ihnen der Betrieb' if facts.shop.programs else ''}."
                " Sie müssen nichts angeben; ohne Nachricht gibt es nur kein Gespräch. Sie können"
                " sich bei einer"
                " Datenschutz-Aufsichtsbehörde beschweren (Art. 77).",
                "You take a consent back where you gave it. Tresen decides nothing about you by itself (Art. 22)"
                f"{'; what the programs of the business do, the business tells you' if facts.shop.programs else ''}."
                " You need not give"
                " anything; without a message there is just no conversation. You may complain to a"
                " data-protection authority (Art. 77).",
            ),
        ],
    )
