"""What the bakery knows of its customers: cards by name, the labels on them, and a saved filter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tresen.client.documents.card import CardChange
from tresen.client.documents.filters import Query

LABELS: Final = (
    ("cake", "Torte", "brick"),
    ("regular", "Stammkunde", "brown"),
    ("invoice", "Rechnung", "teal"),
)
"""The bakery's own labels: id, name, colour."""
FILTER: Final = ("Offene Torten", Query("all", ("cake",), ("done",)))


def _labels(*ids: str) -> Mapping[str, bool]:
    return dict.fromkeys(ids, True)


CARDS: Final[Mapping[str, CardChange]] = {
    "Sabine Krause": {
        "phone": "030 5550 1234",
        "email": "sabine.krause@krause.example",
        "address": "Hufeisenallee 12\n12359 Berlin",
        "birthday": "1968-05-03",
        "note": "Enkelin mit Haselnussallergie, Spuren gehen. Die Schwester feiert bald: Donauwelle.",
        "labels": _labels("cake", "regular", "new_order"),
    },
    "Emre Yilmaz": {
        "phone": "0171 5550 987",
        "note": "Holt meist vor der Schicht ab.",
        "labels": _labels("regular"),
    },
    "Kita Regenbogen e. V.": {
        "phone": "030 5550 4410",
        "email": "kueche@regenbogen.example",
        "address": "Parchimer Allee 60\n12359 Berlin",
        "fields": {"Ansprechpartnerin": "Frau Schubert", "Allergien": "2 Kinder ohne Nüsse, 1 ohne Ei"},
        "labels": _labels("invoice", "payment_open"),
    },
    "Dr. Maximiliane von Hohenstein-Bergmann": {
        "email": "praxis@hohenstein-bergmann.example",
        "labels": _labels("invoice", "paid"),
    },
    "Familie Nguyen": {
        "phone": "030 5550 7722",
        "languages": ["de", "vi"],
        "labels": _labels("cake", "payment_open"),
    },
    "Café Morgenrot": {
        "phone": "030 5550 3301",
        "email": "bestellung@morgenrot.example",
        "fields": {"Lieferung": "täglich bis 7:30, Hintereingang"},
        "labels": _labels("regular", "invoice"),
    },
    "Freiwillige Feuerwehr Britz": {
        "note": "Sommerfest jedes Jahr im Juni, 150 Brötchen.",
        "labels": _labels("invoice", "done"),
    },
    "Gerda Petersen": {"address": "Fritz-Reuter-Allee 4\n12359 Berlin", "labels": _labels("regular")},
    "Lena Sommer": {"birthday": "--09-14", "labels": _labels("new_customer")},
    "Aylin Demir": {"phone": "0152 5550 661", "languages": ["de", "tr"], "labels": _labels("cake", "done")},
}
