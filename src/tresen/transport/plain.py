"""The server's own pages, without script: the root, and web apps that were not built."""

from __future__ import annotations

import re
from typing import Final


def _page(title: str, german: str, english: str) -> bytes:
    return (
        '<!doctype html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{german}\n"
        f'<div lang="en">\n{english}\n</div>\n</main>\n</body>\n</html>\n'
    ).encode()


_STYLES: Final = re.compile(r'<link rel="stylesheet"[^>]* href="(/assets/chat/[\w.-]+\.css)">')


def home(customer_page: str) -> bytes:
    """`/`: what this is, and for whom. No list of businesses: whoever has no sign learns of none here.

    It looks as the customer page does, whose styles it takes.
    """
    return _HOME.replace("{styles}", styles(customer_page)).encode()


def styles(customer_page: str) -> str:
    """The link to the customer page's styles, for pages that look as it does; empty when it is not built."""
    found = _STYLES.search(customer_page)
    return f'<link rel="stylesheet" href="{found[1]}">\n' if found else ""


_HOME: Final = """<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="Schreiben mit dem Laden nebenan: verschlüsselt, ohne App und ohne Konto.">
<link rel="icon" type="image/svg+xml" href="/inbox/icon.svg">
<link rel="apple-touch-icon" href="/inbox/icon-180.png">
{styles}<title>Tresen</title>
</head>
<body>
<main class="home">
<img src="/inbox/icon.svg" alt="" width="88" height="88">
<h1>Tresen</h1>
<p>Schreiben mit dem Laden nebenan: verschlüsselt, ohne App und ohne Konto.</p>
<h2>Sie möchten einem Betrieb schreiben?</h2>
<p>Scannen Sie den Code auf dem Schild am Tresen, oder geben Sie die Adresse ein, die darauf steht.
Haben Sie schon geschrieben, öffnet Ihr Rückkehr-Link die Unterhaltung.</p>
<h2>Ihr arbeitet in einem Betrieb?</h2>
<p><a class="btn main" href="/inbox">Zum Postfach des Teams</a></p>
<div lang="en">
<p>Writing with the shop next door: encrypted, without an app and without an account.</p>
<h2>You would like to write to a business?</h2>
<p>Scan the code on the sign at its counter, or enter the address that stands there. If you have written before,
your return link opens the conversation.</p>
<h2>You work in a business?</h2>
<p><a class="btn" href="/inbox">To the team's inbox</a></p>
</div>
</main>
</body>
</html>
"""

NOT_BUILT: Final = _page(
    "Tresen ist noch nicht gebaut",
    "<p>Der Server läuft, aber seine Webseiten fehlen. Wer ihn betreibt, baut sie mit <code>./dev web build</code> oder"
    " installiert das fertige Paket; <code>tresen doctor</code> sagt, was fehlt.</p>",
    "<p>The server runs, but its web pages are missing. Its host builds them with <code>./dev web build</code> or installs"
    " the finished package; <code>tresen doctor</code> says what is missing.</p>",
)
"""In place of an app whose files are missing."""
