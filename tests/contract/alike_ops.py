"""What both languages decide alike without a signature: filters, quick replies and their files, the puzzle (L8, S9, W10)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tresen.client.connection.http import b64, unb64
from tresen.client.documents import replycsv
from tresen.client.documents.filters import Filter, Query, read_query, saved
from tresen.client.documents.quickreply import QuickReply, written
from tresen.client.household.puzzle import solve_puzzle
from tresen.core.bounds.puzzle import is_solution
from tresen.errors import Refusal

Values = dict[str, Any]


def filter_query(given: Values) -> Values:
    """A saved query, and which sets of labels it means."""
    query = read_query(given["text"], given["labels"])
    if query is None:
        return {"query": None, "fits": []}
    match, with_, without = query
    return {
        "query": {"match": match, "with": list(with_), "without": list(without)},
        "fits": [query.fits(each) for each in given["sets"]],
    }


def save_filter(given: Values) -> Values:
    """The fields that say a filter, among those with these ids; none when it is refused."""
    asked = given["query"]
    query = Query(asked["match"], tuple(asked["with"]), tuple(asked["without"]))
    try:
        return {
            "fields": saved(
                [Filter(id_, id_, query) for id_ in given["ids"]], Filter(given["id"], given["name"], query)
            )
        }
    except ValueError:
        return {"fields": None}


def _reply(given: Values) -> QuickReply:
    return QuickReply(
        given["shortcut"], given["title"], given["text_de"], given["text_en"], tuple(given["keywords"])
    )


def save_reply(given: Values) -> Values:
    """The fields that say a quick reply; none when something hinders saving it."""
    try:
        fields = written(_reply(given))
    except ValueError:
        return {"fields": None}
    return {"fields": {name: value for name, value in fields.items() if name != "file"}}


def read_csv(given: Values) -> Values:
    """The replies of a file, or the lines that are wrong."""
    try:
        replies = replycsv.read_csv(given["text"])
    except replycsv.WrongCsv as wrong:
        return {"replies": None, "wrong": sorted({line for line, _ in wrong.mistakes})}
    return {
        "replies": [
            {
                "shortcut": each.shortcut, "title": each.title, "text_de": each.text_de, "text_en": each.text_en,
                "keywords": list(each.keywords),
            }
            for each in replies
        ],
        "wrong": [],
    }  # fmt: skip


def write_csv(given: Values) -> Values:
    """Replies as a file."""
    return {"text": replycsv.write_csv(map(_reply, given["replies"]))}


def solve(given: Values) -> Values:
    """The answers to a challenge; none when it is not to be solved."""
    try:
        answers = unb64(solve_puzzle(b64(bytes.fromhex(given["challenge"])))["answers"])
    except Refusal:
        return {"answers": None}
    challenge = bytes.fromhex(given["challenge"])
    assert is_solution(challenge, challenge[12], answers)
    return {"answers": answers.hex()}


OPERATIONS: Final[dict[str, Callable[[Values], Values]]] = {
    "filter_query": filter_query,
    "save_filter": save_filter,
    "save_reply": save_reply,
    "read_csv": read_csv,
    "write_csv": write_csv,
    "solve_puzzle": solve,
}
