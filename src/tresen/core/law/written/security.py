"""The technical and organisational measures (Art. 32 GDPR)."""

from __future__ import annotations

from tresen.core.law.document import Draft, Section
from tresen.core.law.installation import Facts
from tresen.core.law.written.speech import Column, not_advice, say


def measure_lines(facts: Facts, lang: str) -> list[str]:
    """What protects the data, as it is configured."""
    made = facts.installation
    secure = made.public_url.startswith("https://")
    lines = [
        say(
            lang,
            "Vertraulichkeit: Ende-zu-Ende-Verschlüsselung (HPKE mit X25519, AES-256-GCM); der Server hat"
            " keinen Schlüssel. „tresen verify“ prüft, ob er unveränderten Code ausliefert.",
            "Confidentiality: end-to-end encryption (HPKE with X25519, AES-256-GCM); the server has no key."
            " `tresen verify` checks whether it serves unaltered code.",
        ),
        say(
            lang,
            "Integrität: jede Nachricht ist signiert (Ed25519) und verkettet; Löschungen und Fristen sind"
            " signiert oder nachprüfbar.",
            "Integrity: every message is signed (Ed25519) and chained; erasures and time limits are signed or"
            " can be checked.",
        ),
        say(
            lang,
            "Zugang: Geräteschlüssel statt Passwörter; Rollen; verlorene Geräte werden sofort ausgesperrt.",
            "Access: device keys instead of passwords; roles; lost devices are shut out at once.",
        ),
        say(
            lang,
            "Übertragung: TLS." if secure else "Übertragung: ohne TLS, also nur für diesen Rechner.",
            "Transport: TLS." if secure else "Transport: without TLS, so for this machine only.",
        ),
        say(
            lang,
            "Datensparsamkeit: keine Internetadressen und Browserkennungen in Datenbank und Protokoll, Inhalte von"
            " Nachrichten nur verschlüsselt.",
            "Minimisation: no internet addresses or user agents in database and log, contents of messages encrypted"
            " only.",
        ),
        say(
            lang,
            f"Belastbarkeit: Grenzen für Menge und Tempo ({made.file_mib} MiB je Datei, {made.conversation_mib}"
            " MiB je Gespräch).",
            f"Resilience: limits of size and rate ({made.file_mib} MiB a file, {made.conversation_mib} MiB a"
            " conversation).",
        ),
        say(
            lang,
            "Wiederherstellung: Sicherungen, deren Löschungen beim Zurückspielen nachgeholt werden; alte"
            " Sicherungen werden nach"
            " höchstens 14 Tagen unlesbar.",
            "Recovery: backups whose erasures are caught up on when they are restored; old backups become"
            " unreadable after 14 days at"
            " most.",
        ),
        say(
            lang,
            "Rechenschaft: verkettete Prüfspur ohne Inhalt; „tresen audit verify“ prüft sie, „tresen prove“"
            " prüft das Netz.",
            "Accountability: a hash-chained audit trail without content; `tresen audit verify` checks it,"
            " `tresen prove` the network.",
        ),
    ]
    if made.proxy:
        lines.append(
            say(
                lang,
                "Zu tun: Vor dem Server steht ein Proxy. Was er von Internetadressen protokolliert, steht in seinen"
                " Einstellungen.",
                "To do: a proxy stands in front of the server. What it logs of internet addresses, its settings say.",
            )
        )
    if made.security_contact:
        lines.append(
            say(lang, "Meldung von Schwachstellen: ", "Weaknesses are reported to: ") + made.security_contact
        )
    if made.metrics:
        lines.append(
            say(
                lang,
                "Messwerte des Servers sind mit einem Zugangswort abrufbar; sie enthalten keine Personen.",
                "Metrics of the server can be read with a token; no person is in them.",
            )
        )
    if facts.shop.owners < 2:
        lines.append(
            say(
                lang,
                "Zu tun: Es gibt nur ein Gerät mit Inhaberrechten. Ein zweites schützt vor Verlust.",
                "To do: there is only one owner's device. A second one protects against loss.",
            )
        )
    return lines


def measures(facts: Facts, lang: str, columns: list[Column]) -> Draft:
    """For the annex of an agreement, and for the authority."""
    del columns
    return Draft(
        say(
            lang,
            "Technische und organisatorische Maßnahmen (Art. 32 DSGVO)",
            "Technical and organisational measures (Art. 32 GDPR)",
        ),
        [
            Section(say(lang, "Maßnahmen", "Measures"), measure_lines(facts, lang)),
            Section(
                say(lang, "Was der Betrieb selbst tut", "What the business does itself"),
                [
                    say(
                        lang,
                        "Bildschirmsperre auf Geräten des Teams, Aktualisierungen, Wiederherstellungsbogen an"
                        " sicherem Ort, Sicherungen auf"
                        " einem anderen Gerät, Verzicht auf Bildschirmfotos.",
                        "Screen locks on the team's devices, updates, the recovery sheet in a safe place,"
                        " backups on another machine, no"
                        " screenshots.",
                    )
                ],
            ),
            Section(say(lang, "Hinweis", "Note"), [not_advice(lang)]),
        ],
    )
