"""The privacy notice (Art. 13 GDPR)."""

from __future__ import annotations

from tresen.core.law.document import Draft, Section
from tresen.core.law.installation import Facts
from tresen.core.law.written.speech import Column, purpose_table, recipient_table, responsible, say


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
                    say(
                        lang,
                        "Sie schreiben mit dem Betrieb, sonst liest niemand mit: Nachrichten sind Ende zu Ende"
                        " verschlüsselt. Sie brauchen"
                        " weder Konto noch Telefonnummer, und niemand greift auf Ihre Kontakte, Ihren Standort"
                        " oder Ihr Gerät zu.",
                        "You write with the business, and nobody else reads: messages are end-to-end"
                        " encrypted. You need neither an account"
                        " nor a phone number, and nobody reaches for your contacts, your location or your device.",
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
                [
                    say(
                        lang,
                        "Ohne Ihr Zutun niemand außerhalb dieses Servers.",
                        "Unless you choose it, nobody outside this server.",
                    )
                    if facts.installation.store is None
                    else say(
                        lang,
                        "Was außerhalb dieses Servers liegt, steht hier.",
                        "What lies outside this server stands here.",
                    )
                ],
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
        ],
    )


def _rights(facts: Facts, lang: str) -> Section:
    zone = facts.shop.time_zone
    del zone
    return Section(
        say(lang, "Ihre Rechte", "Your rights"),
        [
            say(
                lang,
                "Auskunft und Mitnehmen: unter „Meine Daten“ laden Sie sofort alles herunter (Art. 15, 20)."
                " Berichtigen: Sie ändern Ihre"
                " Nachrichten und Ihre Karte selbst (Art. 16). Löschen: einzelne Nachrichten oder das ganze"
                " Gespräch, sofort (Art. 17)."
                " Einschränken (Art. 18) und der Statistik widersprechen (Art. 21): mit einem Schalter dort."
                " Was das Handelsrecht aufhebt,"
                " sehen Sie mit Frist; es ist bis dahin gesperrt.",
                "Access and portability: under “My data” you download everything at once (Art. 15, 20)."
                " Rectification: you change your"
                " messages and your card yourself (Art. 16). Erasure: single messages or the whole"
                " conversation, at once (Art. 17)."
                " Restriction (Art. 18) and objection to statistics (Art. 21): by a switch there. What"
                " commercial law keeps is shown with"
                " its time limit; it is locked until then.",
            ),
            say(
                lang,
                "Eine Einwilligung nehmen Sie dort zurück, wo Sie sie gegeben haben. Es gibt keine"
                " automatische Entscheidung über Sie"
                " (Art. 22). Sie müssen nichts angeben; ohne Nachricht gibt es nur kein Gespräch. Sie können"
                " sich bei einer"
                " Datenschutz-Aufsichtsbehörde beschweren (Art. 77).",
                "You take a consent back where you gave it. There is no automated decision about you (Art."
                " 22). You need not give"
                " anything; without a message there is just no conversation. You may complain to a"
                " data-protection authority (Art. 77).",
            ),
        ],
    )
