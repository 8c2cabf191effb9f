"""The public record chain: what is believed, and every way it can be wrong (S3–S5)."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.depth import examples
from tests.world.signing import ANNA, BEN, CEM, DAY_MS, NOW_MS, SHEET, Keys, Ledger, opening
from tresen.core import records
from tresen.core.chain import Chain, begin, extend, fold
from tresen.core.records import Signed
from tresen.errors import Refusal

TEAM_X = Keys("another team key").x
SMALL_ORDER = (bytes(32), b"\1" + bytes(31), b"\1" + bytes(30) + b"\x80", b"\xec" + b"\xff" * 30 + b"\x7f")
"""Keys to which nothing can be sealed."""
ROLES = {"sheet": SHEET, "owner": ANNA, "member": BEN, "auditor": CEM}


def staffed() -> Ledger:
    ledger = opening()
    ledger.device(ANNA, BEN)
    ledger.device(ANNA, CEM)
    return ledger


def folded(ledger: Ledger) -> Chain:
    chain = fold(None, ledger.records)
    assert chain is not None
    return chain


def code_of(chain: Chain | None, signed: Signed) -> str:
    with pytest.raises(Refusal) as refused:
        fold(chain, [signed])
    return refused.value.code


def test_chain_of_a_new_business() -> None:
    """[S3] [S4] sheet, owner, team and profile are read, and business id and fingerprint come from the sheet."""
    ledger = opening()
    chain = folded(ledger)
    assert chain.rev == 4
    assert chain.business == records.business_id(SHEET.ed)
    assert chain.fingerprint == records.fingerprint(SHEET.ed)
    assert chain.readers() == {SHEET.id, ANNA.id}
    assert [each.id for each in chain.staff()] == [ANNA.id]
    assert chain.team is not None
    assert chain.team.n == 1
    assert chain.team_hash == records.record_hash(ledger.records[2].body)
    assert chain.profile is not None
    assert chain.profile["name"] == "Bäckerei Sonnenschein"
    assert chain.profile_rev == 4
    assert chain.renew_by_ms == NOW_MS + 3 * 60_000 + 90 * DAY_MS


def test_auditors_do_not_read() -> None:
    """[S5] the team key goes to owners, members and the sheet; auditors get none."""
    assert folded(staffed()).readers() == {SHEET.id, ANNA.id, BEN.id}


@settings(max_examples=examples(200))
@given(data=st.data())
def test_flipped_bit_is_refused(data: st.DataObject) -> None:
    """[S4] one flipped bit anywhere in a record's body or signature, in any record, breaks the chain there."""
    ledger = staffed()
    index = data.draw(st.integers(0, len(ledger.records) - 1), label="record")
    signed = ledger.records[index]
    whole = bytearray(signed.body + signed.signature)
    bit = data.draw(st.integers(0, len(whole) * 8 - 1), label="bit")
    whole[bit // 8] ^= 1 << (bit % 8)
    flipped = Signed(bytes(whole[: len(signed.body)]), bytes(whole[len(signed.body) :]))
    before = fold(None, ledger.records[:index])
    assert code_of(before, flipped) in {"bad_signature", "bad_record", "stale_record"}


@given(junk=st.binary(max_size=200), signature=st.binary(max_size=70))
def test_junk_is_refused(junk: bytes, signature: bytes) -> None:
    """[S4] arbitrary bytes are refused with a code, at rev 1 and later; nothing else is raised."""
    for chain in (None, folded(opening())):
        assert code_of(chain, Signed(junk, signature)) in {"bad_record", "bad_signature"}


def test_fold_is_all_or_nothing() -> None:
    """[S4] a refused record leaves the chain unchanged."""
    ledger = opening()
    chain = folded(ledger)
    before = msgspec.structs.replace(chain, devices=dict(chain.devices))
    good = ANNA.signed(ledger.body("device", ANNA, BEN.device()))
    ledger.records.append(good)
    bad = BEN.signed(ledger.body("team", BEN, [2, TEAM_X, bytes(60)]))
    with pytest.raises(Refusal):
        fold(chain, [good, bad])
    assert chain == before


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"version": 2}, "bad_record"),
        ({"kind": "epoch"}, "bad_record"),
        ({"kind": ""}, "bad_record"),
        ({"business": bytes(16)}, "bad_record"),
        ({"rev": 0}, "bad_record"),
        ({"rev": -1}, "bad_record"),
        ({"rev": 6}, "bad_record"),
        ({"rev": 4}, "stale_record"),
        ({"rev": 1}, "stale_record"),
        ({"prev": None}, "bad_record"),
        ({"prev": bytes(32)}, "bad_record"),
        ({"signer": bytes(16)}, "bad_record"),
        ({"signer": BEN.id}, "bad_record"),
        ({"signer": SHEET.id}, "bad_signature"),
        ({"at_ms": -1}, "bad_record"),
        ({"renew_by_ms": NOW_MS}, "bad_record"),
        ({"renew_by_ms": NOW_MS + 200 * DAY_MS}, "bad_record"),
        ({"payload": []}, "bad_record"),
        ({"payload": "Ben"}, "bad_record"),
        ({"payload": None}, "bad_record"),
    ],
)
def test_wrong_frame(wrong: dict[str, Any], code: str) -> None:
    """[S4] version, kind, business, rev, prev, signer, times and payload must fit the chain."""
    ledger = opening()
    body = ledger.body("device", ANNA, BEN.device(), **wrong)
    assert code_of(folded(ledger), ANNA.signed(body)) == code


def test_signature_of_another_device() -> None:
    """[S4] a record is signed by the device it names."""
    ledger = opening()
    body = ledger.body("device", ANNA, BEN.device())
    assert code_of(folded(ledger), BEN.signed(body)) == "bad_signature"


def test_signature_for_another_purpose() -> None:
    """[S1] a signature made for another purpose does not sign a record."""
    ledger = opening()
    body = ledger.body("device", ANNA, BEN.device())
    assert code_of(folded(ledger), Signed(body, ANNA.sign("message", body))) == "bad_signature"


@pytest.mark.parametrize(
    "first",
    [
        lambda it: it.sheet.signed(it.body("team", it.sheet, [1, TEAM_X, None])),
        lambda it: ANNA.signed(it.body("device", ANNA, ANNA.device())),
        lambda it: it.sheet.signed(it.body("device", it.sheet, it.sheet.device(), rev=2)),
        lambda it: it.sheet.signed(it.body("device", it.sheet, it.sheet.device(), prev=bytes(32))),
        lambda it: it.sheet.signed(it.body("device", it.sheet, it.sheet.device(), business=bytes(16))),
        lambda it: it.sheet.signed(it.body("device", it.sheet, it.sheet.device(), signer=ANNA.id)),
        lambda it: it.sheet.signed(it.body("device", it.sheet, it.sheet.device(), version=2)),
        lambda it: ANNA.signed(it.body("device", it.sheet, it.sheet.device())),
    ],
)
def test_wrong_first_record(first: Any) -> None:
    """[S3] [S4] rev 1 is the sheet, signed by itself, and its key gives the business its id."""
    signed = first(Ledger(SHEET))
    with pytest.raises(Refusal) as refused:
        begin(signed)
    assert refused.value.code in {"bad_record", "bad_signature"}


@pytest.mark.parametrize(
    "payload",
    [
        [bytes(16), "member", 2, BEN.ed, BEN.x],
        [BEN.id, "member", 2, BEN.ed, BEN.ed],
        [BEN.id, "member", 0, BEN.ed, BEN.x],
        [BEN.id, "member", -2, BEN.ed, BEN.x],
        [BEN.id, "member", 2**31, BEN.ed, BEN.x],
        [BEN.id, "sheet", 2, BEN.ed, BEN.x],
        [BEN.id, "customer", 2, BEN.ed, BEN.x],
        [BEN.id, "boss", 2, BEN.ed, BEN.x],
        [records.device_id(b"", BEN.x), "member", 2, b"", BEN.x],
        [records.device_id(BEN.ed, BEN.x[:31]), "member", 2, BEN.ed, BEN.x[:31]],
        ANNA.device(),
    ],
)
def test_wrong_device(payload: list[Any]) -> None:
    """[S4] a device's id is new and matches its keys, its role is known, its person fits the role."""
    ledger = opening()
    signed = ANNA.signed(ledger.body("device", ANNA, payload))
    assert code_of(folded(ledger), signed) == "bad_record"


@pytest.mark.parametrize("role", ["sheet", "owner", "member", "auditor"])
@pytest.mark.parametrize("signer", list(ROLES))
@pytest.mark.parametrize("same_person", [True, False])
def test_who_may_add_whom(signer: str, role: str, same_person: bool) -> None:
    """[S4] the sheet and owners add anyone; others only a device of their own person, never with a higher role."""
    ledger = staffed()
    by = ROLES[signer]
    person = 0 if role == "sheet" else (by.person or 9) if same_person else 7
    signed = by.signed(ledger.body("device", by, Keys("new", role, person).device()))
    rank = {"auditor": 1, "member": 2, "owner": 3}
    allowed = signer in {"sheet", "owner"} or (same_person and role != "sheet" and rank[role] <= rank[signer])
    if allowed:
        assert extend(folded(ledger), signed).active(Keys("new", role, person).id) is not None
    else:
        assert code_of(folded(ledger), signed) == "bad_record"


@pytest.mark.parametrize("kind", ["team", "profile"])
@pytest.mark.parametrize("signer", list(ROLES))
def test_who_signs_team_and_profile(signer: str, kind: str) -> None:
    """[S4] team and profile are signed by the sheet or an owner."""
    ledger = staffed()
    by = ROLES[signer]
    payload: list[Any] = [2, TEAM_X, bytes(60)] if kind == "team" else [{"name": "Sonnenschein"}]
    signed = by.signed(ledger.body(kind, by, payload))
    if signer in {"sheet", "owner"}:
        assert extend(folded(ledger), signed).rev == ledger.rev + 1
    else:
        assert code_of(folded(ledger), signed) == "bad_record"


@pytest.mark.parametrize("signer", list(ROLES))
@pytest.mark.parametrize("target", ["owner", "member", "auditor"])
def test_who_may_revoke(signer: str, target: str) -> None:
    """[S4] the sheet and owners revoke anyone; any other device only devices of its own person."""
    ledger = staffed()
    by = ROLES[signer]
    signed = by.signed(ledger.body("revoke", by, [ROLES[target].id, None]))
    if signer in {"sheet", "owner", target}:
        assert extend(folded(ledger), signed).active(ROLES[target].id) is None
    else:
        assert code_of(folded(ledger), signed) == "bad_record"


@pytest.mark.parametrize(
    "payload", [[None, None], [BEN.id, 2], [SHEET.id, None], [None, 0], [bytes(16), None], [None, 44]]
)
def test_wrong_revoke(payload: list[Any]) -> None:
    """[S4] a revoke names exactly one thing that exists; a sheet is replaced, never just revoked."""
    ledger = staffed()
    assert code_of(folded(ledger), ANNA.signed(ledger.body("revoke", ANNA, payload))) == "bad_record"


def test_revoked_person() -> None:
    """[S4] revoking a person ends all of that person's devices: they sign nothing more and read nothing new."""
    ledger = staffed()
    tablet = Keys("Ben's tablet", "member", 2)
    ledger.device(BEN, tablet)
    ledger.revoke(ANNA, person=2)
    chain = folded(ledger)
    assert chain.readers() == {SHEET.id, ANNA.id}
    for device in (BEN, tablet):
        signed = device.signed(ledger.body("device", device, Keys("another", "member", 2).device()))
        assert code_of(chain, signed) == "bad_record"
    again = ANNA.signed(ledger.body("revoke", ANNA, [None, 2]))
    assert code_of(chain, again) == "bad_record"
    listed_again = ANNA.signed(ledger.body("device", ANNA, BEN.device()))
    assert code_of(chain, listed_again) == "bad_record"


def test_replaced_sheet() -> None:
    """[S3] [S4] a new sheet ends the old one; business id and fingerprint stay those printed on the signs."""
    ledger = staffed()
    before = folded(ledger)
    fresh = Keys("a new sheet", "sheet", 0)
    ledger.device(ANNA, fresh)
    chain = folded(ledger)
    assert chain.sheet == fresh.id
    assert chain.readers() == {fresh.id, ANNA.id, BEN.id}
    assert (chain.business, chain.fingerprint) == (before.business, before.fingerprint)
    old = SHEET.signed(ledger.body("device", SHEET, Keys("thief", "owner", 9).device()))
    assert code_of(chain, old) == "bad_record"
    assert extend(chain, fresh.signed(ledger.body("device", fresh, Keys("n", "owner", 9).device()))).rev


@pytest.mark.parametrize(
    "payload",
    [
        [1, TEAM_X, None],
        [1, TEAM_X, bytes(60)],
        [3, TEAM_X, bytes(60)],
        [0, TEAM_X, None],
        [2, TEAM_X, None],
        [2, bytes(31), bytes(60)],
        [2, TEAM_X, bytes(59)],
        *([2, x, bytes(60)] for x in SMALL_ORDER),
    ],
)
def test_wrong_team_key(payload: list[Any]) -> None:
    """[S5] n goes up by one, and only the first has no sealed_prev."""
    ledger = opening()
    assert code_of(folded(ledger), ANNA.signed(ledger.body("team", ANNA, payload))) == "bad_record"


def test_first_team_key_seals_none() -> None:
    """[S5] the first team key has no key before it."""
    ledger = Ledger(SHEET)
    ledger.device(SHEET, SHEET)
    chain = folded(ledger)
    assert chain.team is None
    signed = SHEET.signed(ledger.body("team", SHEET, [1, TEAM_X, bytes(60)]))
    assert code_of(chain, signed) == "bad_record"


@settings(max_examples=examples(25))
@given(data=st.data())
def test_any_history_folds_alike(data: st.DataObject) -> None:
    """[L2] folding a chain whole, in pieces, or record by record gives the same state; whoever was ended never returns."""
    ledger = staffed()
    owners = [SHEET, ANNA]
    for number in range(data.draw(st.integers(1, 8))):
        chain = folded(ledger)
        by = data.draw(st.sampled_from([each for each in owners if chain.active(each.id)]))
        kind = data.draw(st.sampled_from(["device", "revoke", "team", "profile"]))
        staff = sorted(chain.staff(), key=lambda each: each.id)
        if kind == "device":
            ledger.device(by, Keys(f"device {number}", data.draw(st.sampled_from(["member", "auditor"])), 5))
        elif kind == "revoke" and staff:
            ledger.revoke(by, device=data.draw(st.sampled_from(staff)).id)
        elif kind == "team":
            ledger.team(by, (chain.team.n if chain.team else 0) + 1)
        else:
            ledger.profile(by, name=f"name {number}")
    whole = folded(ledger)
    cut = data.draw(st.integers(0, ledger.rev))
    assert fold(fold(None, ledger.records[:cut]), ledger.records[cut:]) == whole
    stepwise: Chain | None = None
    ended: frozenset[bytes] = frozenset()
    for signed in ledger.records:
        stepwise = fold(stepwise, [signed])
        assert stepwise is not None
        assert ended <= stepwise.ended
        ended = stepwise.ended
    assert stepwise == whole
