"""What was erased after a backup was made is erased again in the copy that was restored (L7, L9, L10)."""

from __future__ import annotations

from tresen.core import erasing as rules
from tresen.core.model import Kind, Role
from tresen.core.policy import Action, Who, require_in
from tresen.core.records import Signed
from tresen.desk.erasing.carry_out import affected, carry_out, read_erased
from tresen.desk.guards import hash_of
from tresen.errors import Refusal
from tresen.store import erasing as store
from tresen.store import profiles
from tresen.store.backup.erasure_list import Entry
from tresen.store.state import Business, Conversation
from tresen.store.tx import Tx
from tresen.store.writer import Job


def obeying(entry: Entry, business: int, *, same_log: bool) -> Job[tuple[int, int | None]]:
    """Carries out the command of an `erased` event once more: how many messages went, `seq` of an unfinished erasure.

    `same_log`: the event is of the log that was restored, so its positions are this log's. Refuses with `bad_record`,
    `bad_signature`, `forbidden`, `unknown_conversation` what the device that is said to have asked did not sign.
    """

    def job(tx: Tx) -> tuple[int, int | None]:
        held = tx.find_conversation(entry.conversation or b"")
        if held is None or held.business_id != business:
            return 0, None  # it is younger than the backup
        owner = tx.business(business)
        said = read_erased(entry.body)
        signed = Signed(said.body, said.signature)
        command = _checked(tx, owner, held, signed)
        before = store.obeyed(tx, owner, rules.command_hash(signed.body))
        whole = command.targets is None and entry.whole and before is None
        named = None if whole else _still_there(tx, owner, held, entry, command, said, same_log=same_log)
        if same_log:
            _keep(tx, held, said.kept)
        if before is not None:
            # It came twice: what the law kept the first time is not kept any more.
            store.release(
                tx, held, [each.seq for each in store.kept(tx, held.id) if each.pos in (named or ())]
            )
        elif whole and held.erased_ms is not None:
            return 0, None
        found = affected(tx, owner, held, named)
        if not found and not whole:
            return 0, None
        asker = None if entry.device is None else tx.device_by_id(entry.device)
        cause = rules.by_command(signed)._replace(before=said if same_log else None)
        carried = carry_out(tx, owner, held, cause, found, whole=whole, by=asker, new=before is None)
        return len(found), carried.unfinished

    return job


def expiring(entry: Entry, business: int, *, same_log: bool) -> Job[tuple[int, int | None]]:
    """Ends a conversation once more that was over by the profile's days, or takes from it what the law kept no longer (D1).

    Returns as `obeying`. Nobody signed that; the list itself is believed.
    """

    def job(tx: Tx) -> tuple[int, int | None]:
        held = tx.find_conversation(entry.conversation or b"")
        if held is None or held.business_id != business:
            return 0, None  # it is younger than the backup
        owner = tx.business(business)
        said = rules.read_gone(Kind.EXPIRED, entry.body)
        named = None
        if same_log:
            _keep(tx, held, said.kept)
        if held.erased_ms is not None:
            if not same_log:
                return 0, None
            named = {pos for first, last in said.erased for pos in range(first, min(last, held.pos) + 1)}
            store.release(tx, held, [each.seq for each in store.kept(tx, held.id) if each.pos in named])
        found = affected(tx, owner, held, named)
        if named is not None and not found:
            return 0, None
        profiles.keep_words(tx, owner)
        cause = rules.by_time(owner.profile_rev, held.public_id)
        cause = cause._replace(before=said if same_log else None)
        new = held.erased_ms is None
        carried = carry_out(tx, owner, held, cause, found, whole=new, by=None, new=new)
        return len(found), carried.unfinished

    return job


def _checked(tx: Tx, business: Business, conversation: Conversation, signed: Signed) -> rules.Command:
    """The command. Whoever was to sign it and is known here must have, and must be allowed to erase."""
    command = rules.read_command(signed.body)
    signer = tx.device_by_id(command.signer)
    if signer is not None:
        who = Who(signer.business_id, signer.id, Role(signer.role), signer.person, signer.conversation_id)
        require_in(who, Action.ERASE, business.id, conversation.id, conversation.back_room)
        return rules.check_command(
            signed, business.public_id, conversation.public_id, {command.signer: signer.ed}
        )
    # A device that is younger than the backup, and whose record could not be replayed: what was erased goes all the same.
    if (command.business, command.conversation) != (business.public_id, conversation.public_id):
        raise Refusal("bad_record", "the command belongs to another conversation")
    return command


def _still_there(
    tx: Tx,
    business: Business,
    conversation: Conversation,
    entry: Entry,
    command: rules.Command,
    said: rules.Erased,
    *,
    same_log: bool,
) -> set[int]:
    """The positions of what the event erased: by header hash, by id, and in the same log where it says so itself."""
    named: set[int] = set()
    places = store.messages_at(tx, conversation, sorted({pos for pos, _ in command.targets or ()}))
    hashes = {each.pos: hash_of(each.header, each.body) for each in places}
    named |= {pos for pos, hash_ in command.targets or () if hashes.get(pos) == hash_}
    for device_id, counter in entry.ids:
        device = tx.device_by_id(device_id)
        found = None if device is None or device.business_id != business.id else tx.repeated(device, counter)
        if found is None or found[0].pos is None:
            continue
        if found[1:] == (Kind.MESSAGE, conversation.id):
            named.add(found[0].pos)
    if same_log and command.targets is None:
        named |= {pos for first, last in said.erased for pos in range(first, min(last, conversation.pos) + 1)}
    return named


def _keep(tx: Tx, conversation: Conversation, kept: list[rules.Kept]) -> None:
    """[L9] What the law kept then is kept now, whether or not the copy knows of its class."""
    already = {each.pos for each in store.kept(tx, conversation.id)}
    wanted = {each.pos: each for each in kept if each.pos not in already and each.pos <= conversation.pos}
    for place in store.messages_at(tx, conversation, sorted(wanted)):
        if place.header is not None:
            each = wanted[place.pos]
            store.keep(tx, conversation, place.seq, each.class_, each.until_ms)
