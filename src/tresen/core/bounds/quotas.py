"""How many bytes a conversation and a business may store (wire.md, Limits). Pure: what is stored is an argument."""

from __future__ import annotations

from typing import Final, NamedTuple

from tresen.errors import Refusal

TEAM_SHARE: Final = 1.25
"""The team is refused only beyond so many times a quota: whoever is to help a full conversation can still write."""
NEAR_SHARE: Final = 0.8
"""From this share of a quota on, `tresen doctor` warns."""


class Quotas(NamedTuple):
    """The most bytes of stored events in one conversation, and in all conversations of a business together."""

    conversation: int
    business: int


DEFAULT: Final = Quotas(256 * 2**20, 8192 * 2**20)


def require_room(
    quotas: Quotas, conversation: int, business: int, *, staff: bool, back_room: bool = False
) -> None:
    """Call before something that makes the log grow; the arguments are the bytes stored so far.

    The back room counts for the business alone.

    Raises:
        Refusal: `conversation_full`, `business_full`; it passes once something is erased.
    """
    share = TEAM_SHARE if staff else 1
    if not back_room and conversation >= quotas.conversation * share:
        raise Refusal("conversation_full", "erase messages of this conversation to make room")
    if business >= quotas.business * share:
        raise Refusal("business_full", "the business must erase conversations to make room")
