"""[S4, S19] What a server takes of public records that it does not know, and of clocks that are wrong."""

from __future__ import annotations

import msgspec
import pytest

from tests.world.signing import ANNA, BEN, CEM, DAY_MS, SHEET, Keys, Ledger, opening
from tresen.core.chain import Chain, fold
from tresen.core.records import Signed
from tresen.core.shopfront.publication import (
    LATER_BYTES,
    LATER_MOST,
    PERSON_DEVICES,
    TEAM_DEVICES,
    TeamWrap,
    verify_publication,
)
from tresen.errors import Refusal


def chain_of(ledger: Ledger) -> Chain:
    chain = fold(None, ledger.records)
    assert chain is not None
    return chain


def poem_of(ledger: Ledger, size: int) -> Signed:
    """The next record of an unknown kind, its body that long."""
    empty = len(ledger.body("poem", ANNA, [bytes(300)])) - 300
    made = ANNA.signed(ledger.body("poem", ANNA, [bytes(size - empty)]))
    assert len(made.body) == size
    return made


def test_a_record_of_an_unknown_kind_is_short() -> None:
    """[S19] One byte too many is refused; the longest is taken."""
    ledger = opening()
    chain = chain_of(ledger)
    assert verify_publication(chain, [poem_of(ledger, LATER_BYTES)], [], ledger.at_ms).after.later == 1
    with pytest.raises(Refusal, match=r"too_large.*bytes"):
        verify_publication(chain, [poem_of(ledger, LATER_BYTES + 1)], [], ledger.at_ms)


def test_a_business_has_few_of_them() -> None:
    """[S19] The last that fits is taken, the next is refused, alone or among others; known kinds are still taken."""
    ledger = opening()
    before = chain_of(ledger)
    for _ in range(LATER_MOST):
        ledger.append("poem", ANNA, ["Ode"])
    made = ledger.records[before.rev :]
    chain = verify_publication(before, made, [], ledger.at_ms).after
    one_more = ANNA.signed(ledger.body("poem", ANNA, ["Ode"]))
    for at, records in ((chain, [one_more]), (before, [*made, one_more])):
        with pytest.raises(Refusal, match=rf"too_large.*at most {LATER_MOST}"):
            verify_publication(at, records, [], ledger.at_ms)
    auditor = ledger.device(ANNA, CEM)
    assert verify_publication(chain, [auditor], [], ledger.at_ms).after.active(CEM.id) is not None


def test_a_person_has_few_devices_and_so_has_a_team() -> None:
    """[S4, S5] The last that fits is taken. One more is refused to owners too, and taken once another was shut out."""
    ledger = opening()
    before = chain_of(ledger)

    def listed(person: int, number: int) -> Keys:
        return Keys(f"{person} {number}", "auditor", person)

    for number in range(PERSON_DEVICES):
        ledger.device(ANNA, listed(7, number))
    full = verify_publication(before, ledger.records[before.rev :], [], ledger.at_ms).after
    one_more = ANNA.signed(ledger.body("device", ANNA, listed(7, 99).device()))
    with pytest.raises(Refusal, match=rf"too_large.*a person has at most {PERSON_DEVICES}"):
        verify_publication(full, [one_more], [], ledger.at_ms)
    ledger.revoke(listed(7, 1), device=listed(7, 0).id)
    fewer = verify_publication(full, ledger.records[full.rev :], [], ledger.at_ms).after
    ledger.device(listed(7, 1), listed(7, 99))
    assert verify_publication(fewer, ledger.records[fewer.rev :], [], ledger.at_ms).after.active(
        listed(7, 99).id
    )

    whole = opening()
    first = chain_of(whole)
    for number in range(TEAM_DEVICES - 1):
        whole.device(ANNA, listed(8 + number // PERSON_DEVICES, number))
    team = verify_publication(first, whole.records[first.rev :], [], whole.at_ms).after
    too_many = ANNA.signed(whole.body("device", ANNA, listed(99, 0).device()))
    with pytest.raises(Refusal, match=rf"too_large.*a team has at most {TEAM_DEVICES}"):
        verify_publication(team, [too_many], [], whole.at_ms)


def test_a_team_of_a_time_before_the_bounds_goes_on() -> None:
    """[S4] It has more devices than fit: the sheet is replaced all the same, and one device takes another's place."""
    ledger = opening()
    for number in range(TEAM_DEVICES + 9):
        ledger.device(ANNA, Keys(f"old {number}", "auditor", 7))
    before = chain_of(ledger)
    sheet = Keys("a new sheet", "sheet", 0)
    colleague = Keys("old 1", "auditor", 7)
    ledger.revoke(colleague, device=Keys("old 0", "auditor", 7).id)
    ledger.device(colleague, Keys("in its place", "auditor", 7))
    went = verify_publication(before, ledger.records[before.rev :], [], ledger.at_ms).after
    assert sum(1 for _ in went.staff()) == sum(1 for _ in before.staff())
    one_more = ANNA.signed(ledger.body("device", ANNA, Keys("one more", "auditor", 8).device()))
    with pytest.raises(Refusal, match=r"too_large.*a team has at most"):
        verify_publication(chain_of(ledger), [one_more], [], ledger.at_ms)
    replaced = [ledger.device(ANNA, sheet), ledger.team(ANNA, 2)]
    wraps = [TeamWrap(2, id_, bytes(80)) for id_ in sorted(chain_of(ledger).readers())]
    assert (
        verify_publication(fold(None, ledger.records[:-2]), replaced, wraps, ledger.at_ms).after.sheet
        == sheet.id
    )


def test_what_must_be_understood_is_refused_by_a_server_that_does_not_know_it() -> None:
    """[S19] A chain that holds one, of a later server, goes on for this one; a further one is refused with words."""
    ledger = opening()
    chain = chain_of(ledger)
    for _ in range(2):
        with pytest.raises(Refusal, match="poem must be understood"):
            verify_publication(chain, [must(ledger)], [], ledger.at_ms)
        ledger.records.append(must(ledger))
        chain = chain_of(ledger)
    assert verify_publication(chain, [poem_of(ledger, 400)], [], ledger.at_ms).after.rev == chain.rev + 1


def must(ledger: Ledger) -> Signed:
    """The next record, of an unknown kind that must be understood."""
    fields = msgspec.msgpack.decode(ledger.body("poem", ANNA, ["Ode"]))
    return ANNA.signed(msgspec.msgpack.encode([*fields, True]))


@pytest.mark.parametrize(("ahead_ms", "good"), [(DAY_MS, True), (DAY_MS + 1, False), (-9_000 * DAY_MS, True)])
def test_a_clock_far_ahead_is_refused_and_an_old_one_is_not(ahead_ms: int, good: bool) -> None:
    """[S4] A day ahead of the server's clock is the most; an owner whose clock stands in the past is not locked out."""
    ledger = opening()
    chain, now_ms = chain_of(ledger), ledger.at_ms
    ledger.at_ms += ahead_ms
    made = ledger.contents(ANNA, name="Mond", imprint="Anna", privacy="Anna")
    if good:
        assert verify_publication(chain, [made], [], now_ms).after.rev == 5
        return
    with pytest.raises(Refusal, match="at_ms: this device's clock is more than a day ahead"):
        verify_publication(chain, [made], [], now_ms)


@pytest.mark.parametrize(
    ("kind", "by", "renews"),
    [("device", ANNA, True), ("device", SHEET, True), ("poem", ANNA, False), ("device", BEN, False)],
)
def test_owners_and_the_sheet_renew_with_what_everybody_knows(kind: str, by: Keys, renews: bool) -> None:
    """[S4, S19] A member's record, or one of an unknown kind, says nothing of how long the records are new."""
    ledger = opening()
    ledger.device(ANNA, BEN)
    before = chain_of(ledger)
    payload = Keys("tablet", "member", 2).device() if kind == "device" else ["Ode"]
    for at_ms in (1, ledger.at_ms + 9 * DAY_MS):
        ledger.at_ms = at_ms
        after = fold(before, [by.signed(ledger.body(kind, by, payload))])
        assert after is not None
        assert after.renew_by_ms == (at_ms + 90 * DAY_MS if renews else before.renew_by_ms)
