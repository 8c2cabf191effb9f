"""Pages about law that are written from the program: the questions for a host."""

from __future__ import annotations

from typing import Final

from tresen.core.law.questions import QUESTIONS, Question

_HEAD: Final = """\
# Questions for a host

For whoever runs Tresen for others: a local IT firm, an association, a town. These are questions of law that the project \
does not answer, each with the day of its state and with sources. It is no legal advice. The template of the processing \
agreement (`tresen law document HANDLE processing`) prints the same, in German or English; `./dev generate` writes this \
page from the program's table.

What the server sees of people is in [What the server sees](../explanation/what-the-server-sees.md), what it keeps in the \
data map (`tresen law document HANDLE datamap`). Traffic data is small: no addresses, no user agents; times, devices and \
amounts.
"""
_BOTH: Final = "\n## For every business\n"
_HOST: Final = "\n## For who hosts for others\n"


def hosting_page() -> str:
    """`docs/reference/hosting.md`."""
    host = "".join(_question(each) for each in QUESTIONS if each.host)
    every = "".join(_question(each) for each in QUESTIONS if not each.host)
    return f"{_HEAD}{_HOST}{host}{_BOTH}{every}"


def _question(each: Question) -> str:
    cited = " · ".join(f"[{title}]({url})" for title, url in each.sources)
    return f"\n### {each.asked.en}\n\nAs of {each.day}. {each.known.en}\n\nSources: {cited}\n"
