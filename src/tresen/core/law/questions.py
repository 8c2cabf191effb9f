"""What the law leaves open: each question with the day of its state, what is known, and sources. No answer is given here."""

from __future__ import annotations

from typing import Final, NamedTuple

from tresen.core.law.table.said import Said

GDPR: Final = ("(EU) 2016/679", "https://eur-lex.europa.eu/eli/reg/2016/679/oj")


class Question(NamedTuple):
    """`day` is the day (ISO 8601) on which its state was last written down. `host`: it is asked of who hosts for others."""

    key: str
    day: str
    host: bool
    asked: Said
    known: Said
    sources: tuple[tuple[str, str], ...]

    def paragraph(self, lang: str) -> str:
        """The question as papers print it."""
        year, month, day = self.day.split("-")
        dated = f"(Stand {int(day)}.{int(month)}.{year})" if lang == "de" else f"(as of {self.day})"
        label = "Quellen" if lang == "de" else "Sources"
        asked, known = (self.asked.de, self.known.de) if lang == "de" else (self.asked.en, self.known.en)
        cited = "; ".join(f"{title}: {url}" for title, url in self.sources)
        return f"{asked} {dated} {known} {label}: {cited}"


QUESTIONS: Final = (
    Question(
        "push_abroad",
        "2026-12-01",
        host=False,
        asked=Said(
            "Worauf stützt sich ein Signal an einen Push-Dienst außerhalb der EU?",
            "What does a signal to a push service outside the EU rest on?",
        ),
        known=Said(
            "Der Dienst erfährt, dass ein Server einen Browser weckt, und wann. Für Empfänger in den USA, die"
            " unter dem Data Privacy Framework gelistet sind, gibt es einen Angemessenheitsbeschluss (Art. 45);"
            " das Gericht der EU bestätigte ihn am 3. September 2025, ein Rechtsmittel wurde am 31. Oktober 2025"
            " eingelegt (C-703/25 P). Ob eine ausdrückliche Einwilligung (Art. 49 Abs. 1 lit. a) regelmäßige"
            " Übermittlungen trägt, ist umstritten: Der Europäische Datenschutzausschuss versteht Art. 49 als"
            " Ausnahme. Vor dem Einschalten zu klären: Ist der Anbieter gelistet, und liegt überhaupt eine"
            " Übermittlung des Betriebs vor, wenn der Browser den Dienst bestimmt?",
            "The service learns that a server wakes a browser, and when. For recipients in the USA that are"
            " listed under the Data Privacy Framework there is an adequacy decision (Art. 45); the General Court"
            " upheld it on 3 September 2025, an appeal was brought on 31 October 2025 (C-703/25 P). Whether"
            " explicit consent (Art. 49(1)(a)) carries regular transfers is disputed: the European Data"
            " Protection Board reads Art. 49 as an exception. To be settled before it is switched on: is the"
            " provider listed, and is it a transfer by the business at all, if the browser picks the service?",
        ),
        sources=(
            GDPR,
            (
                "EDPB 2/2018",
                "https://www.edpb.europa.eu/our-work-tools/our-documents/guidelines/guidelines-22018-derogations-article-49-under-regulation-2016679_en",
            ),
            ("(EU) 2023/1795", "https://eur-lex.europa.eu/eli/dec_impl/2023/1795/oj"),
            ("C-703/25 P", "https://eur-lex.europa.eu/eli/C/2025/6610/oj"),
        ),
    ),
    Question(
        "tkg",
        "2026-12-01",
        host=True,
        asked=Said(
            "Ist, wer Tresen für andere betreibt, Anbieter eines Telekommunikationsdienstes (TKG)?",
            "Is whoever runs Tresen for others a provider of a telecommunications service (TKG)?",
        ),
        known=Said(
            "Zu prüfen ist der nummernunabhängige interpersonelle Dienst (§ 3 Nr. 24 und 40): gewöhnlich gegen"
            " Entgelt, unter einer endlichen Zahl von Personen, und keine bloße Nebenfunktion. Davon hängen"
            " Pflichten ab, etwa zu Sicherheit (§ 165) und Meldungen (§ 168). Ein Betrieb, der nur für sich"
            " selbst betreibt, stellt sich die Frage anders als ein Hoster. Auskunft gibt die Bundesnetzagentur.",
            "To be looked at is the number-independent interpersonal service (§ 3 nos. 24 and 40): normally for"
            " remuneration, among a finite number of people, and no mere ancillary feature. Duties depend on it,"
            " on security (§ 165) and reports (§ 168) for instance. For a business that runs its own server the"
            " question is another one than for a host. The Bundesnetzagentur answers such questions.",
        ),
        sources=(
            ("TKG § 3", "https://www.gesetze-im-internet.de/tkg_2021/__3.html"),
            ("TKG § 165", "https://www.gesetze-im-internet.de/tkg_2021/__165.html"),
        ),
    ),
    Question(
        "secrecy",
        "2026-12-01",
        host=True,
        asked=Said(
            "Gilt für den Hoster das Fernmeldegeheimnis (§ 3 TDDDG)?",
            "Does the secrecy of telecommunications bind the host (§ 3 TDDDG)?",
        ),
        known=Said(
            "Ihm unterliegen Inhalt und nähere Umstände: auch wer wann mit wem schreibt. Inhalte kann der Server"
            " nicht öffnen; Zeiten, Geräte und Mengen liegen offen. Wer darunter fällt, sieht davon nicht mehr"
            " ein, als der Betrieb des Servers erfordert, und prüft, was von den Zeiten als Verkehrsdaten zu löschen ist (§§"
            " 9 bis 12).",
            "It covers content and circumstances: also who writes with whom and when. The server cannot open"
            " contents; times, devices and amounts lie open. Whoever falls under it looks at no more of that than"
            " running it takes, and checks which of the times are traffic data to be erased (§§ 9 to 12).",
        ),
        sources=(
            ("TDDDG § 3", "https://www.gesetze-im-internet.de/ttdsg/__3.html"),
            ("TDDDG § 9", "https://www.gesetze-im-internet.de/ttdsg/__9.html"),
        ),
    ),
    Question(
        "nis2",
        "2026-12-01",
        host=True,
        asked=Said(
            "Fällt der Hoster unter NIS 2 (§ 28 BSIG)?",
            "Does the host fall under NIS 2 (§ 28 BSIG)?",
        ),
        known=Said(
            "Das Umsetzungsgesetz gilt seit dem 6. Dezember 2025. Es kommt auf Einrichtungsart und Größe an; bei"
            " öffentlich zugänglichen Telekommunikationsdiensten auch unter 50 Beschäftigten. Wer darunter fällt,"
            " registriert sich (§ 33), trifft Maßnahmen (§ 30) und meldet (§ 32).",
            "The German act applies since 6 December 2025. It depends on the kind of entity and its size; for"
            " publicly available telecommunications services below 50 people too. Whoever falls under it"
            " registers (§ 33), takes measures (§ 30) and reports (§ 32).",
        ),
        sources=(
            ("BSIG § 28", "https://www.gesetze-im-internet.de/bsig_2025/__28.html"),
            ("(EU) 2022/2555", "https://eur-lex.europa.eu/eli/dir/2022/2555/oj"),
        ),
    ),
    Question(
        "data_act",
        "2026-12-01",
        host=True,
        asked=Said(
            "Muss der Hoster den Wechsel nach dem Data Act ermöglichen (Art. 23 bis 31)?",
            "Must the host make switching possible under the Data Act (Art. 23 to 31)?",
        ),
        known=Said(
            "Sie gelten seit dem 12. September 2025 für Anbieter von Datenverarbeitungsdiensten; Wechselentgelte"
            " fallen ab dem 12. Januar 2027 weg (Art. 29). Ob ein Messenger auf einem Server ein solcher Dienst"
            " ist (Art. 2 Nr. 8: skalierbar und elastisch), ist zu prüfen. Was es hier gibt: „tresen business"
            " export“ mit allem, was der Server hat, und „tresen business remove“ mit Quittung. Einen Import des"
            " Exports in einen anderen Server gibt es nicht.",
            "They apply since 12 September 2025 to providers of data processing services; switching charges end"
            " on 12 January 2027 (Art. 29). Whether a messenger on a server is such a service (Art. 2(8):"
            " scalable and elastic) is to be checked. What there is here: `tresen business export` with all that"
            " the server has, and `tresen business remove` with a receipt. There is no import of that export into"
            " another server.",
        ),
        sources=(("(EU) 2023/2854", "https://eur-lex.europa.eu/eli/reg/2023/2854/oj"),),
    ),
    Question(
        "sgb5",
        "2026-12-01",
        host=True,
        asked=Said(
            "Darf eine Praxis oder Apotheke Tresen bei einem Hoster betreiben lassen (§ 393 SGB V)?",
            "May a surgery or pharmacy have Tresen run by a host (§ 393 SGB V)?",
        ),
        known=Said(
            "Wer zur gesetzlichen Versorgung gehört, darf Gesundheits- und Sozialdaten im Weg des"
            " Cloud-Computings nur unter Bedingungen verarbeiten lassen: Ort der Daten, und seit dem 1. Juli 2025"
            " ein aktuelles C5-Testat Typ 2 oder ein gleichwertiger Nachweis. Tresen hat kein Testat; es wird für"
            " einen Dienst erteilt, nicht für ein Programm. Zu klären: Ist das Hosten Cloud-Computing, und gilt"
            " das auch für Daten, die der Hoster nicht öffnen kann? Die Frage nach einem eigenen Server in der"
            " Praxis ist eine andere. Daneben § 203 StGB.",
            "Who belongs to statutory health care may have health and social data processed by cloud computing"
            " only under conditions: the place of the data, and since 1 July 2025 a current C5 attestation of"
            " type 2 or an equivalent. Tresen has no attestation; it is given to a service, not to a program. To"
            " be settled: is the hosting cloud computing, and does it hold for data that the host cannot open?"
            " For a server of the surgery's own the question is another one. Beside it stands § 203 StGB.",
        ),
        sources=(
            ("SGB V § 393", "https://www.gesetze-im-internet.de/sgb_5/__393.html"),
            ("C5GleichwV", "https://www.gesetze-im-internet.de/c5gleichwv/BJNR05B0A0025.html"),
        ),
    ),
)
"""All of them, in the order in which papers print them."""


def of_customers() -> list[Question]:
    """What concerns every business and its customers."""
    return [each for each in QUESTIONS if not each.host]


def of_hosts() -> list[Question]:
    """What concerns who runs the server for others."""
    return [each for each in QUESTIONS if each.host]
