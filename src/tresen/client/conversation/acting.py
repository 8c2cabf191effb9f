"""What a person does with messages of a conversation: reactions, edits, pins, forwarding (S9)."""

from __future__ import annotations

from tresen.client.content import Act, Carried, Edit, Forwarded, Pin, Reaction, Text
from tresen.client.content.acts import MessageId, id_of_message
from tresen.client.conversation.acts import is_act
from tresen.client.conversation.copying import copied
from tresen.client.conversation.log import ConversationLog
from tresen.client.conversation.message import Message, Sent
from tresen.client.conversation.participant import Participant
from tresen.client.errors import NotDone
from tresen.core.sizes import EDIT_MS, EDITS, PINS
from tresen.errors import Refusal


class Acting:
    """Each act names the conversation, and the message as it was read or sent.

    All of them are durable on return, and raise `NotDone` when the act cannot be done, or changed nothing.
    """

    def __init__(self, participant: Participant) -> None:
        self._participant = participant

    async def quoted(self, conversation: bytes, message: Message | Sent) -> MessageId:
        """The id by which a reply names that message."""
        return id_of_message(_found(await self._log(conversation), message))

    async def react(self, conversation: bytes, message: Message | Sent, emoji: str | None) -> Sent:
        """React with one emoji in place of this person's former one; None takes it back."""
        Reaction(emoji).check()
        to = id_of_message(_found(await self._log(conversation), message))
        return await self._act(conversation, Reaction(emoji, to))

    async def edit(self, conversation: bytes, message: Message | Sent, text: str) -> Sent:
        """Change a text of this person's own, for fifteen minutes."""
        Edit(text).check()
        log = await self._log(conversation)
        found = _found(log, message)
        self._require_editable(found)
        return await self._act(conversation, Edit(text, id_of_message(found)))

    async def pin(self, conversation: bytes, message: Message | Sent, on: bool) -> Sent:
        """Pin a message for both sides, or take the pin off; three at most."""
        Pin(on).check()
        log = await self._log(conversation)
        to = id_of_message(_found(log, message))
        if on and to not in log.said.pins and len(log.said.pins) >= PINS:
            raise NotDone("full")
        return await self._act(conversation, Pin(on, to))

    async def forward(self, message: Message, to: bytes, by: str | None) -> Sent:
        """Seal what that message says anew for another conversation."""
        found = _found(await self._log(message.conversation), message)
        said = found.payload
        if isinstance(found.content, Text):
            said = said | {"text": found.text}
        if isinstance(found.content, Carried):
            said = await copied(self._participant, message.conversation, said, to)
        forwarded = Forwarded(said)
        forwarded.check()
        return await self._participant.say(to, forwarded, by)

    def _require_editable(self, found: Message) -> None:
        if not isinstance(found.content, Text) or found.forwarded:
            raise NotDone("kind")
        if not found.ours or found.person != self._person:
            raise NotDone("others")
        if self._participant.clock.now_ms() - found.at_ms > EDIT_MS:
            raise NotDone("late")
        if len(found.versions) >= EDITS:
            raise NotDone("often")

    @property
    def _person(self) -> int | None:
        device = self._participant.business.chain.devices.get(self._participant.device.id)
        return None if device is None else device.person

    async def _act(self, conversation: bytes, act: Act) -> Sent:
        try:
            sent = await self._participant.say(conversation, act, spoken=False)
        except Refusal as refusal:
            if refusal.code == "not_found":
                raise NotDone("gone") from None
            raise
        log = await self._log(conversation)
        idle = next((each for each in log.said.idle if each.message.pos == sent.pos), None)
        if idle is not None:
            raise NotDone(idle.why)
        return sent

    async def _log(self, conversation: bytes) -> ConversationLog:
        return await self._participant.connector.ask(lambda: self._participant.logs.get(conversation))


def _found(log: ConversationLog, message: Message | Sent) -> Message:
    """The message as the log has it now. Raises NotDone when there is none that one can act on."""
    sent = next((each for each in log.messages if each.pos == message.pos), None)
    if sent is not None and is_act(sent):
        raise NotDone("kind")
    found = next((each for each in log.said.messages if each.pos == message.pos), None)
    if found is None or found.kind == "erased":
        raise NotDone("gone")
    if found.hash is None or found.trouble not in {None, "gap"} or not found.payload:
        raise NotDone("kind")
    return found
