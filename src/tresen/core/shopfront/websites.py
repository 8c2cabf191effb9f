"""The websites on which a business's page may stand in a frame, as its signed profile names them (S22)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from tresen.core.fields import FieldFindings
from tresen.core.sizes import WEBSITE_CHARACTERS, WEBSITES

_LABEL: Final = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_PORT: Final = "(?::[1-9][0-9]{0,4})?"
_SECURE: Final = re.compile(rf"https://{_LABEL}(?:\.{_LABEL})+{_PORT}", re.ASCII)
_OWN_MACHINE: Final = re.compile(rf"https?://(?:localhost|127\.0\.0\.1){_PORT}", re.ASCII)
_USUAL_PORT: Final = re.compile("https://[^:]*:443|http://[^:]*:80", re.ASCII)


def is_website(value: object) -> bool:
    """Whether it is an origin as browsers write it: `https`, a whole host in small ASCII letters, no usual port.

    On the own machine `http` will do: nobody stands between.
    """
    if not isinstance(value, str) or len(value) > WEBSITE_CHARACTERS or _USUAL_PORT.fullmatch(value):
        return False
    return bool(_SECURE.fullmatch(value) or _OWN_MACHINE.fullmatch(value))


def read_websites(findings: FieldFindings, value: object) -> None:
    """Notes every mistake in a profile's field `websites`."""
    if value is None:
        return
    if not isinstance(value, list | tuple):
        findings.add("websites", "kind", "must be a list of addresses")
        return
    if len(value) > WEBSITES:
        findings.add("websites", "too_long", f"names {len(value)} websites; at most {WEBSITES} fit")
        return
    for at, each in enumerate(value):
        if not isinstance(each, str):
            findings.add(f"websites[{at}]", "kind", "must be text")
        elif not is_website(each):
            wrong = "is not the address of a website alone, such as https://www.beispiel.de"
            findings.add(f"websites[{at}]", "website", wrong)


def websites_in(profile: Mapping[str, Any], public_url: str) -> tuple[str, ...]:
    """The websites of a profile that count for a server at this address, each once; what is none is left out.

    Early profiles may hold anything. Beside a server that speaks TLS, a website that does not counts for nothing.
    """
    named = profile.get("websites")
    if not isinstance(named, list | tuple):
        return ()
    good = dict.fromkeys(each for each in named[:WEBSITES] if is_website(each))
    return tuple(each for each in good if each.startswith("https:") or public_url.startswith("http:"))
