"""Who may do what (A6)."""

from collections.abc import Callable

import pytest

from tresen.core.model import Role
from tresen.core.policy import (
    Action,
    Who,
    invites_for,
    may,
    require,
    require_in,
    require_invite,
    sees_devices_of,
)
from tresen.errors import Refusal

WRITES = {
    Action.SEND, Action.MARK, Action.TYPE, Action.ASSIGN, Action.CLOSE, Action.REOPEN, Action.BLOCK,
    Action.ADD_EPOCH, Action.ADD_DEVICES,
}  # fmt: skip


def who(role: Role, business: int = 1, conversation: int | None = None) -> Who:
    return Who(business, 1, role, 1, conversation)


def test_who_sees_figures_may_read_when_messages_came() -> None:
    """docs/reference/statistics.md: hiding small numbers from those who ask for them would keep nothing from anybody."""
    asking = {role for role in Role if may(who(role), Action.STATISTICS)}
    assert asking == {Role.OWNER, Role.MEMBER, Role.AUDITOR}
    assert all(may(who(role), Action.READ_CONVERSATION) for role in asking)


def test_an_auditor_writes_nothing_and_gets_no_key() -> None:
    """[S5] Auditors read metadata."""
    permitted = {action for action in Action if may(who(Role.AUDITOR), action)}
    assert permitted & WRITES == set()
    assert Action.READ_KEYS not in permitted
    assert Action.READ_TEAM_KEYS not in permitted


def test_paper_only_adds_other_devices() -> None:
    """[S2] A paper device neither reads messages nor sends any."""
    assert {a for a in Action if may(who(Role.PAPER), a)} == {
        Action.READ_KEYS, Action.ADD_DEVICES, Action.READ_RECORDS,
    }  # fmt: skip
    assert {a for a in Action if may(who(Role.SHEET), a)} == {
        Action.PUBLISH, Action.READ_TEAM_KEYS, Action.READ_RECORDS, Action.READ_BACK_ROOM, Action.LIST_DEVICES,
    }  # fmt: skip


STAFF = (Role.AUDITOR, Role.MEMBER, Role.OWNER)


def test_owners_add_anybody_and_everybody_a_device_of_their_own() -> None:
    """[S4, S12] The owner adds staff; a member or auditor one more device for itself, never with a higher role."""
    assert {role for role in Role if may(who(role), Action.INVITE)} == set(STAFF)
    own, other = 1, 2
    permitted = {
        (by, person, role)
        for by in STAFF
        for person in (own, other)
        for role in STAFF
        if not _refused(lambda by=by, person=person, role=role: require_invite(who(by), person, role))  # type: ignore[misc]
    }
    assert permitted == {
        *((Role.OWNER, person, role) for person in (own, other) for role in STAFF),
        (Role.MEMBER, own, Role.MEMBER),
        (Role.MEMBER, own, Role.AUDITOR),
        (Role.AUDITOR, own, Role.AUDITOR),
    }
    assert [invites_for(who(role), other) for role in STAFF] == [False, False, True]
    assert all(invites_for(who(role), own) for role in STAFF)


def test_who_sees_when_a_device_was_last_seen() -> None:
    """[A6] Owners and the sheet see it of every team device, others of their own only; never of a customer's."""
    own, other = 1, 2
    assert {role for role in Role if may(who(role), Action.LIST_DEVICES)} == {*STAFF, Role.SHEET}
    everybodys = {role for role in (*STAFF, Role.SHEET) if sees_devices_of(who(role), other)}
    assert everybodys == {Role.OWNER, Role.SHEET}
    assert all(sees_devices_of(who(role), own) for role in STAFF)


def _refused(attempt: Callable[[], None]) -> bool:
    try:
        attempt()
    except Refusal as refusal:
        return refusal.code == "forbidden"
    return False


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("action", list(Action))
def test_what_is_foreign_does_not_exist(role: Role, action: Action) -> None:
    """[I-6] Another business's conversation is unknown, never forbidden, to every role."""
    customer = role in (Role.CUSTOMER, Role.PAPER)
    with pytest.raises(Refusal, match="unknown_conversation"):
        require_in(who(role, conversation=5 if customer else None), action, 2, 7, False)
    if customer:
        with pytest.raises(Refusal, match="unknown_conversation"):
            require_in(who(role, conversation=5), action, 1, 7, False)


def test_the_back_room_is_not_closed_or_assigned() -> None:
    """[L8] It has no customer, no state, and no epochs of its own."""
    for action in (Action.ASSIGN, Action.CLOSE, Action.REOPEN, Action.BLOCK, Action.ADD_EPOCH):
        with pytest.raises(Refusal, match="forbidden"):
            require_in(who(Role.OWNER), action, 1, 7, True)
    require_in(who(Role.MEMBER), Action.SEND, 1, 7, True)


def test_a_refusal_names_role_and_action() -> None:
    """[W7] The detail says what would be right without saying anything about others."""
    with pytest.raises(Refusal, match="the role auditor may not add epoch"):
        require(who(Role.AUDITOR), Action.ADD_EPOCH)
