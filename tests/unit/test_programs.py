"""What the records and the policy say of programs (S23)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.depth import examples
from tresen.core.model import Role
from tresen.core.oneline import printed
from tresen.core.policy import Action, Place, Who, may, require_program
from tresen.core.programs import May, Named, Program, newest, read_program
from tresen.errors import Refusal

EVERYTHING = frozenset(May) - {May.NAMED}
CHAT, OTHER = Place(False, (7, 3)), Place(False, (8, None))
DRAFT = Place(True, (1, None), (7, 3), document=True)
ELSEWHERE = Place(True, (1, None), (8, 2), document=True)


def program(*rights: May) -> Program:
    """A program with these rights."""
    return Program("Öffnungszeiten", True, frozenset(rights))


def forbidden(said: Program | None, place: Place, action: Action = Action.SEND) -> bool:
    """Whether person 3, if it is this, may not act there."""
    try:
        require_program(said, 3, action, place)
    except Refusal as refusal:
        return refusal.code == "forbidden"
    return False


@settings(max_examples=examples(200))
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_whatever_a_record_says_is_a_person_or_a_program(said: object) -> None:
    """[S23] Only nothing is a person; a name that is shown is one line and hides nothing."""
    found = read_program(said)
    assert (found is None) == (said is None)
    if found is not None:
        assert found.name == "" or printed(found.name) == found.name or not found.name.isprintable()
        assert read_program(found.written()) == found


@pytest.mark.parametrize(
    "name", ["Anna\n", "\u202eannA", "An\u200bna", " Anna", "x" * 41, "", "a\u2028b", "\x9b"]
)
def test_a_hostile_name_is_none(name: str) -> None:
    """[S23] A name never rearranges or ends the line that it stands in."""
    assert read_program({"program": name, "ai": False, "may": []}) == Program("", False, frozenset())


def test_rights_narrow_and_never_widen() -> None:
    """[S23, A6] No right gives a program what its role has not, and none gives what belongs to persons."""
    for role in (Role.OWNER, Role.MEMBER, Role.AUDITOR):
        for rights in ((), (May.READ,), (May.SEND,), tuple(May)):
            who = Who(1, 2, role, 3, program=program(*rights))
            plain = Who(1, 2, role, 3)
            granted = {action for action in Action if may(who, action)}
            assert granted <= {action for action in Action if may(plain, action)}
            assert not granted & {
                Action.INVITE, Action.CALL, Action.ERASE, Action.BLOCK, Action.EDIT_PROFILE, Action.WRITE_FIRST,
                Action.ANSWER_REQUEST, Action.KEEP_PASSKEYS, Action.ADD_DEVICES,
            }  # fmt: skip


def test_without_read_it_is_given_nothing_sealed() -> None:
    """[S23] A program that may not read gets neither log nor keys."""
    who = Who(1, 2, Role.MEMBER, 3, program=program(May.SEND, May.DRAFT))
    sealed = (
        Action.FOLLOW,
        Action.READ_CONVERSATION,
        Action.READ_KEYS,
        Action.READ_TEAM_KEYS,
        Action.READ_BACK_ROOM,
    )
    assert not any(may(who, each) for each in sealed)


def test_each_right_opens_its_own_place() -> None:
    """[S23] `send` is for conversations, `draft` for the back room, and neither for the team's own documents."""
    assert not forbidden(None, CHAT)
    assert not forbidden(None, Place(True, (1, None)))
    assert not forbidden(program(May.SEND), CHAT)
    assert forbidden(program(May.DRAFT), CHAT)
    assert not forbidden(program(May.DRAFT), DRAFT)
    assert forbidden(program(May.SEND), DRAFT)
    everything = program(*EVERYTHING)
    assert forbidden(everything, Place(True, (1, None))), "the staff chat"
    assert forbidden(everything, Place(True, (1, None), None, document=True)), "quick replies"
    assert forbidden(everything, Place(True, (1, None), (7, 3), document=False)), (
        "a card, or a word about a customer"
    )


def test_where_it_is_not_named_it_does_nothing() -> None:
    """[S23] `named` bounds reading, writing and drafts to conversations that are assigned to it."""
    named = program(*May)
    for action in (Action.SEND, Action.CLOSE, Action.READ_CONVERSATION):
        assert not forbidden(named, CHAT, action)
        assert forbidden(named, OTHER, action)
    assert not forbidden(named, DRAFT)
    assert forbidden(named, ELSEWHERE)
    assert not forbidden(program(*EVERYTHING), OTHER)


def test_the_newest_word_up_to_a_time_counts() -> None:
    """[S23] What a device joined as holds from the beginning; each later word from its time on."""
    bot = program(May.READ)
    said = (Named(4, 0, bot), Named(9, 200, None))
    assert [newest(said, at) for at in (None, 50, 199, 200)] == [None, bot, bot, None]
    assert newest((Named(0, 0, None), Named(9, 200, bot)), 199) is None
