"""A sentence of the table in both languages, with the names that the configuration gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from tresen.core.law.installation import Facts

When: TypeAlias = Callable[[Facts], bool]
"""Whether something is so in a configuration."""


class Said(NamedTuple):
    """German and English. `{mail}`, `{store}`, `{backup}`, `{relay}`, `{days}`, `{programs}`: what is configured."""

    de: str
    en: str

    def told(self, facts: Facts, lang: str) -> str:
        """The sentence in a language."""
        text = self.de if lang == "de" else self.en
        return text.format_map(_names(facts, lang)) if "{" in text else text


def always(facts: Facts) -> bool:
    """No setting changes it."""
    del facts
    return True


def calls_on(facts: Facts) -> bool:
    """There is a way for a call: a relay, or the devices' own addresses."""
    return facts.installation.relay is not None or facts.shop.direct


def answers_itself(facts: Facts) -> bool:
    """A greeting or an away message goes out by itself."""
    return facts.shop.greets or facts.shop.away


def programs_in(facts: Facts, lang: str) -> str:
    """The programs of the team by their names, and which of them say that they are an AI."""
    ai = "KI" if lang == "de" else "AI"
    quoted = "„{}“" if lang == "de" else "“{}”"
    return ", ".join(
        quoted.format(each.name) + (f" ({ai})" if each.ai else "") for each in facts.shop.programs
    )


def _names(facts: Facts, lang: str) -> Mapping[str, str]:
    made = facts.installation
    return {
        "mail": made.mail_host or "",
        "store": made.store or "",
        "backup": made.backup or "",
        "relay": made.relay or "",
        "days": str(facts.shop.chat_days),
        "programs": programs_in(facts, lang),
    }
