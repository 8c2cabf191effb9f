"""The server's own pages, without script or style: the root, and web apps that were not built."""

from __future__ import annotations

from typing import Final


def _page(title: str, german: str, english: str) -> bytes:
    return (
        '<!doctype html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{german}\n"
        f'<div lang="en">\n{english}\n</div>\n</main>\n</body>\n</html>\n'
    ).encode()


HOME: Final = _page(
    "Tresen",
    "<p>Hier schreiben Kunden mit Betrieben. Die Adresse eines Betriebs steht auf dem Schild am Tresen.</p>\n"
    '<p><a href="/inbox">Zum Postfach des Teams</a></p>',
    "<p>Customers and businesses write to each other here. A business's address is on the sign at its counter.</p>\n"
    '<p><a href="/inbox">To the team\'s inbox</a></p>',
)
"""`/`."""

NOT_BUILT: Final = _page(
    "Tresen ist noch nicht gebaut",
    "<p>Der Server läuft, aber seine Web-Seiten fehlen. Wer ihn betreibt, baut sie mit <code>./dev web build</code> oder"
    " installiert das fertige Paket; <code>tresen doctor</code> sagt, was fehlt.</p>",
    "<p>The server runs, but its web pages are missing. Its host builds them with <code>./dev web build</code> or installs"
    " the finished package; <code>tresen doctor</code> says what is missing.</p>",
)
"""In place of an app whose files are missing."""
