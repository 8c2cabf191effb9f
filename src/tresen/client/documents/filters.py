"""The document `filters`: saved questions of the list, shared by the team (L8, S9)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

from tresen.client.documents.merge import Document
from tresen.client.errors import WrongInput
from tresen.client.oneline import NO_LINE, is_line
from tresen.core import records
from tresen.core.sizes import LABEL_CHARACTERS, LABELS, SAVED_FILTERS

KIND: Final = "filters"
_ID: Final = re.compile(r"[a-z0-9_]{1,32}", re.ASCII)
_TERM: Final = re.compile(r"[+-][a-z0-9_]{1,32}", re.ASCII)
_NAME: Final = "name:"


class Query(NamedTuple):
    """Which conversations are meant: with all or any of the labels in `with_`, and with none of those in `without`."""

    match: str = "all"
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def fits(self, labels: Collection[str]) -> bool:
        """Whether a conversation with these labels is meant."""
        if any(label in labels for label in self.without):
            return False
        if self.match == "any":
            return not self.with_ or any(label in labels for label in self.with_)
        return all(label in labels for label in self.with_)


class Filter(NamedTuple):
    """A saved filter."""

    id: str
    name: str
    query: Query


def document(about: bytes | None, key: bytes | None = None) -> bytes | None:
    """The document's id: there is one, and it is about no conversation."""
    return records.document_id(KIND) if about is None and key is None else None


def plain(payload: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG001 - as every kind
    """Earlier clients knew no filters."""
    return {}


def shown(document: Document) -> Mapping[str, Any]:  # noqa: ARG001 - as every kind
    """Earlier clients know no filters."""
    return {}


def filters_in(document: Document, labels: Collection[str]) -> list[Filter]:
    """The saved filters by name. Labels that there are no longer are left out, and so is a filter that names no other."""
    found = []
    for field in document.fields:
        filter_, name = field.removeprefix(_NAME), document.value(field)
        if not field.startswith(_NAME) or not _ID.fullmatch(filter_) or not isinstance(name, str) or not name:
            continue
        query = read_query(document.value(f"query:{filter_}"), labels)
        if query is not None:
            found.append(Filter(filter_, name[:LABEL_CHARACTERS], query))
    return sorted(found, key=lambda each: (each.name, each.id))[:SAVED_FILTERS]


def read_query(text: Any, labels: Collection[str]) -> Query | None:
    """`all +paid -done`: the labels that are asked for among those that there are; None when none is."""
    match, *terms = text.split(" ") if isinstance(text, str) else [""]
    known = [term for term in dict.fromkeys(terms) if _TERM.fullmatch(term) and term[1:] in labels][:LABELS]
    if match not in ("all", "any") or not known:
        return None
    return Query(
        match,
        tuple(term[1:] for term in known if term[0] == "+"),
        tuple(term[1:] for term in known if term[0] == "-"),
    )


def saved(filters: Sequence[Filter], filter_: Filter) -> dict[str, Any]:
    """The fields that write this filter, new or changed, among those that there are.

    Raises:
        ValueError: the name is empty or too long, it asks for no label, or there would be too many filters.
    """
    if not 0 < len(filter_.name) <= LABEL_CHARACTERS:
        raise WrongInput(f"a filter's name has 1 to {LABEL_CHARACTERS} characters")
    if not is_line(filter_.name):
        raise WrongInput(NO_LINE)
    if filter_.id not in {each.id for each in filters} and len(filters) >= SAVED_FILTERS:
        raise WrongInput(f"a team saves at most {SAVED_FILTERS} filters")
    query = filter_.query
    terms = [*(f"+{label}" for label in query.with_), *(f"-{label}" for label in query.without)]
    text = " ".join((query.match, *terms))
    if not _ID.fullmatch(filter_.id) or read_query(text, {*query.with_, *query.without}) != query:
        raise WrongInput("a filter asks for labels by their ids, with all or any of them")
    return {f"name:{filter_.id}": filter_.name, f"query:{filter_.id}": text}


def removed(filter_: str) -> dict[str, Any]:
    """The fields that remove a filter."""
    return {f"name:{filter_}": None, f"query:{filter_}": None}
