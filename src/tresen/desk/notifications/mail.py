"""Whether and where a customer is told of answers by e-mail: what they choose, and the links in the mails (W13)."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from tresen.core.notifications import mailing
from tresen.core.notifications.consented import check_words
from tresen.core.notifications.mailing import State, check_language, check_mailbox, same_person
from tresen.core.notifications.mailwords import Occasion
from tresen.core.policy import Action, Who, require
from tresen.desk.context import Context
from tresen.desk.notifications.mailer import BY_HAND_MS, CONFIRM, Mailer, end, hash_of, name_of, overwritten
from tresen.desk.notifications.notifier import Outcome
from tresen.errors import Refusal
from tresen.store import mail
from tresen.store.tx import Tx

NONE = "none"


class Mail(NamedTuple):
    """What holds for a customer: `state` is `none` or one of `State`; `address` is empty unless one is stored."""

    state: str
    address: str


class Followed(NamedTuple):
    """A link in a mail: what it does, whether it is done already, the business's name, the language of its mails."""

    purpose: str
    done: bool
    name: str
    language: str


def require_post(mailer: Mailer) -> None:
    """The server has mail set up. Raises `not_found`."""
    if mailer.post is None:
        raise Refusal("not_found", "this server sends no mail")


def conversation_of(who: Who) -> int:
    """The conversation of a customer's device. Raises `forbidden`."""
    require(who, Action.BE_MAILED)
    if who.conversation is None:
        raise Refusal("forbidden", "mails go to customers")
    return who.conversation


async def chosen(house: Context, mailer: Mailer, who: Who) -> Mail | None:
    """What holds for this customer; None for the team, and where the server sends no mail and has no address of theirs."""
    if who.conversation is None:
        return None
    conversation = who.conversation
    found = _shown(await house.read(lambda connection: mail.find(connection, conversation)))
    return found if mailer.post is not None or found.address else None


def _shown(kept: mail.Kept | None) -> Mail:
    return Mail(NONE, "") if kept is None else Mail(kept.state, kept.mailbox)


async def give(
    house: Context, mailer: Mailer, who: Who, address: str, language: str, words: str = ""
) -> tuple[Mail, Outcome]:
    """Store the address, and ask by a mail to it whether it is right. The address that is confirmed already stays as it is.

    Raises:
        Refusal: `bad_request`, `too_many`, `revoked`, `conversation_erased`, `conversation_blocked`, `not_found`.
    """
    conversation = conversation_of(who)
    require_post(mailer)
    mailbox, spoken, said = check_mailbox(address), check_language(language), check_words(words)
    now = house.clock.now_ms()
    before = await house.read(lambda connection: mail.find(connection, conversation))
    if before is not None and (before.state, before.mailbox) == (State.CONFIRMED, mailbox):
        return _shown(before), Outcome.TAKEN
    mailer.allowed.spend(
        now,
        (f"mailbox {same_person(mailbox)}", mailing.PER_MAILBOX),
        (f"conversation {conversation}", mailing.PER_CONVERSATION),
        (f"business {who.business}", mailing.PER_BUSINESS),
    )

    def job(tx: Tx) -> None:
        if tx.device(who.device).revoked:
            raise Refusal("revoked")
        held = tx.conversation(conversation)
        if held.erased_ms is not None:
            raise Refusal("conversation_erased")
        if held.blocked:
            raise Refusal("conversation_blocked")
        due_ms = tx.now_ms + BY_HAND_MS
        mail.give(tx, conversation, who.device, mailbox, language=spoken, due_ms=due_ms, words=said)

    await house.write(job)
    if before is not None and before.mailbox:
        await overwritten(house)
    outcome = await mailer.send_now(conversation, Occasion.CONFIRM)
    found = await chosen(house, mailer, who)
    return found or Mail(NONE, ""), outcome


async def take_back(house: Context, who: Who) -> None:
    """No more mails, and the address is gone from the server's files on return."""
    conversation = conversation_of(who)
    await house.write(lambda tx: tx.forget_mailbox(conversation))
    await house.forget()


async def attempt(house: Context, mailer: Mailer, who: Who) -> Outcome:
    """Send a test mail to the confirmed address; answers what the mail server said. Raises `not_found`, `too_many`."""
    conversation = conversation_of(who)
    require_post(mailer)
    kept = await house.read(lambda connection: mail.find(connection, conversation))
    if kept is None or kept.state != State.CONFIRMED:
        raise Refusal("not_found", "this customer is not told by mail")
    name = f"trial {same_person(kept.mailbox)}"
    mailer.allowed.spend(house.clock.now_ms(), (name, mailing.TRIALS))
    return await mailer.send_now(conversation, Occasion.TRIAL)


async def look(house: Context, token: str) -> Followed | None:
    """What the link with that random word would do; None when it is not good (any more)."""
    now = house.clock.now_ms()

    def read(connection: Connection) -> Followed | None:
        link = mail.find_link(connection, hash_of(token))
        kept = None if link is None else mail.find(connection, link.conversation)
        if link is None or kept is None or link.until_ms <= now:
            return None
        business, _ = mail.business_of(connection, link.conversation)
        done = kept.state == State.CONFIRMED if link.purpose == CONFIRM else not kept.mailbox
        if link.purpose == CONFIRM and not kept.mailbox:
            return None
        return Followed(link.purpose, done, name_of(connection, business), kept.language)

    return await house.read(read)


async def follow(house: Context, mailer: Mailer, token: str) -> Followed | None:
    """Do what the link with that random word says; again changes nothing. None when it is not good (any more)."""
    found = await look(house, token)
    if found is None or found.done:
        return found

    def job(tx: Tx) -> int | None:
        link = mail.find_link(tx, hash_of(token))
        kept = None if link is None else mail.find(tx, link.conversation)
        if link is None or kept is None or not kept.mailbox or link.until_ms <= tx.now_ms:
            return None
        if link.purpose == CONFIRM:
            mail.confirm(tx, link.conversation)
        else:
            end(tx, link.conversation, State.STOPPED)
        return mail.business_of(tx, link.conversation)[0]

    business = await house.write(job)
    if business is None:
        return None
    house.to_list.set()
    if found.purpose == CONFIRM:
        mailer.watch(business)
    else:
        await overwritten(house)
    return found._replace(done=True)
