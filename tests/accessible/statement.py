"""The accessibility statement in German or English, from results: `python -m tests.accessible.statement de` prints it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from tests.accessible.results import CHECKED, Results, kept
from tresen.core.law.table.said import Said
from tresen.core.law.written.speech import say

TO_TRY: Final = (
    Said(
        "mit Bildschirmvorlesern schreiben, antworten und anrufen: NVDA mit Firefox und Chrome, VoiceOver auf"
        " iPhone und Mac, TalkBack. Kein Test tut das; axe sieht nur, was ein Programm sehen kann",
        "write, answer and call with screen readers: NVDA with Firefox and Chrome, VoiceOver on an iPhone and a"
        " Mac, TalkBack. No test does; axe sees what a program can see",
    ),
    Said(
        "mit Sprachsteuerung und mit Schaltern bedienen; mit der Lupe des Systems und in seinem hohen Kontrast lesen",
        "operate by voice and by switches; read with the system's magnifier and in its high contrast",
    ),
    Said(
        "ein Gespräch nur mit Live-Text führen, von gehörlosen und schwerhörigen Menschen",
        "hold a call by live text alone, by people who are deaf or hard of hearing",
    ),
    Said(
        "die Seiten in Leichter Sprache von Menschen prüfen lassen, für die sie da ist; sie und alle Sprachen"
        " außer Deutsch und Englisch hat eine Maschine übersetzt",
        "have the pages in plain German read by the people they are for; they, and all languages but German and"
        " English, were translated by a machine",
    ),
    Said(
        "die Papiere als PDF haben keine Tags und sind so nicht barrierefrei; dieselben gibt es als Seite und als Markdown",
        "the papers as PDF have no tags and are not accessible that way; the same are there as a page and as Markdown",
    ),
    Said(
        "was der Betrieb selbst hineinschreibt: Bilder, Farben des Banners, Wörter",
        "what the business writes into it: pictures, colours of the banner, words",
    ),
)
LAW: Final = (
    Said(
        "Gilt das BFSG? (Stand 1.12.2026) Seit dem 28. Juni 2025 für bestimmte Produkte und Dienste an"
        " Verbraucher, darunter Telekommunikation und elektronischer Geschäftsverkehr (§ 1). Kleinstunternehmen,"
        " die Dienstleistungen erbringen, sind ausgenommen (§ 3 Abs. 3): weniger als zehn Beschäftigte und"
        " höchstens zwei Millionen Euro Umsatz oder Bilanzsumme (§ 2 Nr. 17). Wer darunter fällt, sagt nach § 14"
        " und Anlage 3, wie der Dienst die Anforderungen erfüllt.",
        "Does the BFSG apply? (as of 2026-12-01) Since 28 June 2025 to certain products and services for"
        " consumers, among them telecommunications and electronic commerce (§ 1). Micro-enterprises that provide"
        " services are exempt (§ 3(3)): fewer than ten people, and two million euros of turnover or balance sheet"
        " at most (§ 2 no. 17). Whoever falls under it says by § 14 and annex 3 how the service meets the"
        " requirements.",
    ),
    Said(
        "Ist der Betrieb eine öffentliche Stelle? (Stand 1.12.2026) Dann gilt die BITV 2.0 (Bund, § 12b BGG) oder"
        " das Recht des Landes, mit einer Erklärung nach dessen Muster, einem Weg für Rückmeldungen und einer"
        " Schlichtungs- oder Durchsetzungsstelle. Maßstab ist EN 301 549; sie verlangt mehr, als diese Tests"
        " prüfen.",
        "Is the business a public body? (as of 2026-12-01) Then the BITV 2.0 (federal, § 12b BGG) or the law of"
        " the Land applies, with a statement by its model, a way for feedback, and an arbitration or enforcement"
        " body. The measure is EN 301 549; it asks for more than these tests check.",
    ),
)
SOURCES: Final = (
    ("BFSG", "https://www.gesetze-im-internet.de/bfsg/"),
    ("BITV 2.0", "https://www.gesetze-im-internet.de/bitv_2_0/"),
    ("BGG § 12b", "https://www.gesetze-im-internet.de/bgg/__12b.html"),
)


def statement(results: Results, lang: str) -> str:
    """What holds by these results, what does not, and what nobody has tried. It claims no conformance."""
    return "\n".join(_lines(results, lang)) + "\n"


def page() -> str:
    """`docs/reference/accessibility.md`."""
    return statement(kept(), "en")


def _lines(results: Results, lang: str) -> Iterator[str]:
    yield say(lang, "# Barrierefreiheit", "# Accessibility")
    yield ""
    yield say(
        lang,
        f"Aus den Ergebnissen der Tests von Tresen {results.version} am {results.day} geschrieben. Die Seiten sind nach WCAG"
        " 2.2 AA gebaut; dass sie ihr ganz entsprechen, behauptet diese Erklärung nicht: Das kann kein Test.",
        f"Written from the results of the tests of Tresen {results.version} on {results.day}. The pages are built to WCAG"
        " 2.2 AA; that they meet all of it this statement does not claim: no test can.",
    )
    yield from ("", say(lang, "## Was geprüft ist", "## What is checked"), "")
    yield say(
        lang, "| Was | bestanden | nicht bestanden | nicht gelaufen |", "| What | passed | failed | not run |"
    )
    yield "|---|---|---|---|"
    for name, said in CHECKED.items():
        area = results.areas.get(name)
        counts = (
            f"{area.passed} | {area.failed} | {area.skipped}"
            if area
            else "0 | 0 | " + say(lang, "alle", "all")
        )
        yield f"| {say(lang, said.de, said.en)} (`tests/e2e/{name}.py`) | {counts} |"
    yield from ("", say(lang, "## Was nicht besteht", "## What does not hold"), "")
    yield from [f"- {each}" for each in results.failures] or [
        say(lang, "In diesem Lauf nichts.", "Nothing in this run.")
    ]
    yield from (
        "",
        say(lang, "## Was ein Mensch noch probieren muss", "## What a person still has to try"),
        "",
    )
    yield from (f"- {say(lang, each.de, each.en)}." for each in TO_TRY)
    yield from ("", say(lang, "## Fragen des Rechts", "## Questions of law"), "")
    yield from (f"- {say(lang, each.de, each.en)}" for each in LAW)
    yield ""
    yield say(lang, "Quellen: ", "Sources: ") + " · ".join(f"[{title}]({url})" for title, url in SOURCES)
    yield from ("", say(lang, "## Was der Betrieb ergänzt", "## What the business adds"), "")
    yield say(
        lang,
        "Name, wie man Barrieren meldet und wer antwortet, die zuständige Stelle, Datum. Diese Erklärung auf Deutsch druckt"
        " `python -m tests.accessible.statement de`; einen Lauf hält `python -m tests.accessible.results RUN.xml` fest.",
        "Its name, how barriers are reported and who answers, the body in charge, a date. `python -m"
        " tests.accessible.statement de` prints this statement in German; `python -m tests.accessible.results"
        " RUN.xml` keeps a run.",
    )


if __name__ == "__main__":
    sys.stdout.write(statement(kept(), sys.argv[1] if sys.argv[1:] else "en"))
