"""What the pages say about a server that lies: whole sentences in both languages, which a unit test compares with the
catalogs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """`two_versions` and `ask` are what customers are told; the team's are `two_versions_team` and `ask_team`."""

    locale: str
    not_shown: str
    unreadable: str
    missing: str
    two_versions: str
    two_versions_team: str
    removed: str
    cut: str
    cut_team: str
    damaged: str
    ask: str
    mismatch: str
    stale: str
    damaged_team: str
    ask_team: str
    mismatch_team: str
    stale_team: str
    contradicts: str
    begin: str
    message: str
    send: str
    log: str
    conversations: str
    delivered: str
    not_sent: str
    again: str


DE = Words(
    locale="de-DE",
    not_shown="Diese Nachricht trägt eine falsche Unterschrift und wird deshalb nicht gezeigt.",
    unreadable="Diese Nachricht lässt sich hier nicht anzeigen. Neu laden hilft meistens.",
    missing="Vor dieser Nachricht fehlt etwas. Es kann noch ankommen.",
    two_versions="Hier passen zwei Fassungen nicht zusammen. Bitte fragen Sie am Tresen nach.",
    two_versions_team="Hier passen zwei Fassungen nicht zusammen. Ein Gerät zählt falsch, oder der Server zeigt nicht, "
    "was gesagt wurde. Frag nach, wer den Server betreut.",
    removed="Der Server hat eine Nachricht entfernt, ohne dass jemand es angeordnet hat.",
    cut="Der Server steht wieder auf einem früheren Stand. Was danach kam, fehlt hier vielleicht.",
    cut_team="Der Server steht wieder auf einem früheren Stand. Was danach kam, fehlt hier vielleicht. "
    "Hat niemand eine Sicherung eingespielt, frag nach, wer ihn betreut.",
    damaged="Der Ausweis dieses Betriebs ist beschädigt.",
    ask="Bitte schreiben Sie nichts und fragen Sie am Tresen.",
    mismatch="Dieser Schlüssel passt nicht zum Schild.",
    stale="Der Betrieb hat seine Angaben lange nicht bestätigt. Sie sehen vielleicht einen alten Stand.",
    damaged_team="Die Schlüsselkette lässt sich nicht prüfen",
    ask_team="Etwas daran wurde verändert. Schreib nichts und frag, wer den Server betreut. "
    "Was auf diesem Gerät liegt, ist noch da.",
    mismatch_team="Die Schlüssel passen nicht zusammen",
    stale_team="Eure Angaben wurden lange nicht erneuert. Das geschieht von selbst, sobald eine Inhaberin oder ein Inhaber "
    "Tresen öffnet. Bleibt dieser Hinweis, hält der Server etwas zurück: Frag nach, wer ihn betreut.",
    contradicts="Der Server zeigt zu dieser Unterhaltung Angaben, die einander widersprechen. "
    "Hier wird nichts abgeschickt, solange das so ist. Frag nach, wer den Server betreut.",
    begin="Nachricht schreiben",
    message="Nachricht",
    send="Senden",
    log="Unterhaltung",
    conversations="Unterhaltungen",
    delivered="zugestellt",
    not_sent="nicht gesendet",
    again="Erneut senden",
)

EN = Words(
    locale="en-GB",
    not_shown="This message has a wrong signature, so it is not shown.",
    unreadable="This message cannot be shown here. Reloading usually helps.",
    missing="Something is missing before this message. It may still arrive.",
    two_versions="Two versions here contradict each other. Please ask at the counter.",
    two_versions_team="Two versions here contradict each other. A device is counting wrongly, or the server does not "
    "show what was said. Ask whoever looks after the server.",
    removed="The server has removed a message although nobody asked it to.",
    cut="The server has gone back to an earlier state. What came after that may be missing here.",
    cut_team="The server has gone back to an earlier state. What came after that may be missing here. "
    "If nobody restored a backup, ask the person who looks after it.",
    damaged="The credentials of this business are damaged.",
    ask="Please do not write anything, and ask at the counter.",
    mismatch="This key does not match the sign.",
    stale="The business has not confirmed its details for a long time. What you see may be out of date.",
    damaged_team="The chain of keys cannot be verified",
    ask_team="Something in it was changed. Do not write anything, and ask the person who looks after the server. "
    "Nothing on this device is lost.",
    mismatch_team="The keys do not match",
    stale_team="Your details have not been renewed for a long time. They are renewed as soon as an owner opens Tresen. "
    "If this note stays, the server is holding something back: ask the person who looks after it.",
    contradicts="The server shows conflicting details of this conversation. "
    "Nothing is sent from here until that is resolved. Ask the person who looks after the server.",
    begin="Write a message",
    message="Message",
    send="Send",
    log="Conversation",
    conversations="Conversations",
    delivered="delivered",
    not_sent="not sent",
    again="Send again",
)
