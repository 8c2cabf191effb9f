"""The risk check: the article's figure, the statutory caps, the starting amounts of EDPB Guidelines 04/2022.

Whole euros. The starting amounts are for a turnover up to two million euros; for more the guideline has other steps.
"""

from __future__ import annotations

from typing import Final, NamedTuple

PERCENT: Final = 4
"""The article that began this: four per cent of a year's turnover, 20,000 of 500,000 euros."""

SMALL_EUR: Final = 2_000_000
TURNOVER_MOST: Final = 10**12


class Cap(NamedTuple):
    """What a fine may not exceed: a fixed sum or a share of the turnover, whichever is higher (Art. 83(4), (5))."""

    article: str
    percent: int
    fixed_eur: int
    turnover_eur: int
    eur: int


class Start(NamedTuple):
    """Where an authority begins to reckon, by gravity; nothing says that it ends there."""

    article: str
    gravity: str
    from_eur: int
    to_eur: int


_CAPS: Final = (("83(4)", 2, 10_000_000), ("83(5)", 4, 20_000_000))
_GRAVITY: Final = (("low", 0, 10), ("medium", 10, 20), ("high", 20, 100))
"""Share of the statutory maximum, in per cent (04/2022, step 2)."""
_SHARE: Final = (2, 4)
"""Of that the smallest undertakings' share, in per mille: 0.2 to 0.4 per cent."""

SOURCES: Final = (
    ("Regulation (EU) 2016/679, Art. 83", "https://eur-lex.europa.eu/eli/reg/2016/679/oj"),
    (
        "EDPB Guidelines 04/2022 on the calculation of administrative fines, version 2.1",
        (
            "https://www.edpb.europa.eu/our-work-tools/our-documents/guidelines/guidelines-042022-calculation-administrative-fines-under_e"
            "n"
        ),
    ),
)


def illustration(turnover_eur: int) -> int:
    """The article's reckoning: four per cent of the turnover."""
    return turnover_eur * PERCENT // 100


def caps(turnover_eur: int) -> list[Cap]:
    """The statutory maximum of each kind of infringement."""
    found = []
    for article, percent, fixed in _CAPS:
        share = turnover_eur * percent // 100
        found.append(Cap(article, percent, fixed, share, max(fixed, share)))
    return found


def starting(turnover_eur: int) -> list[Start]:
    """[EDPB 04/2022] Where reckoning begins for an undertaking of this turnover; empty above two million euros.

    The lower end takes the smaller share, the upper end the larger one. For `low` the lower end is nothing.
    """
    if turnover_eur > SMALL_EUR:
        return []
    found = []
    for article, _, fixed in _CAPS:
        for gravity, least, most in _GRAVITY:
            low, high = fixed * least // 100, fixed * most // 100
            found.append(Start(article, gravity, low * _SHARE[0] // 1000, high * _SHARE[1] // 1000))
    return found


def limits(lang: str) -> str:
    """What these figures are not."""
    if lang == "de":
        return (
            "Keine Vorhersage und keine Rechtsberatung. Die 4 % des Artikels sind kein Regelsatz, sondern ein"
            " Teil der Obergrenze; die"
            " Startbeträge ändern sich nach Art, Schwere, Vorsatz und Zusammenarbeit, und oft bleibt es bei"
            " einer Verwarnung. Umsatz ist der"
            " weltweite Jahresumsatz des ganzen Unternehmens. Über 2 Mio. € Umsatz gelten andere Stufen der"
            " Leitlinie, die hier fehlen."
        )
    return (
        "No forecast and no legal advice. The article's 4 % is no usual rate but part of the maximum; starting"
        " amounts change with kind,"
        " gravity, intent and cooperation, and often there is only a reprimand. Turnover is the worldwide"
        " annual turnover of the whole"
        " undertaking. Above 2 million € other steps of the guideline apply, which are not shown here."
    )
