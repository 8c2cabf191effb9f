"""What is kept once somebody chose it: a call, notifications, a passkey, a card, an invitation, mails."""

from __future__ import annotations

from typing import Final

from tresen.core.law.table.kept_said import AS_LONG, BOTH, CONTRACT, Kept
from tresen.core.law.table.said import Said, always, calls_on

CONSENT: Final = Said("Art. 6 Abs. 1 lit. a DSGVO", "Art. 6(1)(a) GDPR")
ON_DEVICE: Final = Said("Art. 6 Abs. 1 lit. a DSGVO, § 25 TDDDG", "Art. 6(1)(a) GDPR, § 25 TDDDG (Germany)")

CHOSEN: Final = (
    Kept(
        "calls",
        calls_on,
        ("calls",),
        what=Said("Anrufe", "Calls"),
        purpose=Said(
            "Ton und Bild gehen Ende zu Ende verschlüsselt von Gerät zu Gerät, und nichts wird aufgenommen; der Server merkt"
            " sich, wer von beiden Seiten anrief, wann und wie lange. Getippter Live-Text ist danach weg, außer beide Seiten"
            " wollen ihn behalten: Dann wird er eine Nachricht",
            "sound and picture go end-to-end encrypted from device to device, and nothing is recorded; the server notes"
            " which of the two sides called, when and how long. Typed live text is gone afterwards, unless both sides want"
            " to keep it: then it becomes a message",
        ),
        basis=CONTRACT,
        kept=AS_LONG,
    ),
    Kept(
        "card",
        always,
        (),
        what=Said(
            "Name, Telefon, E-Mail, Anschrift, wenn Sie sie als Kontaktkarte geben",
            "Name, telephone, e-mail, address, if you hand them over as a contact card",
        ),
        purpose=Said(
            "der Betrieb kann Sie so erreichen, wie Sie es wollen; verschlüsselt, der Server kann sie nicht lesen",
            "the business can reach you as you want it; encrypted, the server cannot read them",
        ),
        basis=CONSENT,
        kept=Said(
            "bis Sie sie zurücknehmen, sonst wie das Gespräch",
            "until you take them back, else as the conversation",
        ),
    ),
    Kept(
        "push",
        always,
        ("pushes", "push_news", "push_doubts"),
        what=Said("Benachrichtigungen, wenn Sie sie einschalten", "Notifications, if you switch them on"),
        purpose=Said(
            "Ihr Gerät erfährt, dass etwas da ist, ohne Inhalt; der Server merkt sich die Adresse Ihres Geräts beim"
            " Push-Dienst, seit wann, und ob es den letzten Signalen binnen eines Tages folgte",
            "your device learns that something is there, without content; the server notes your device's address at the"
            " push service, since when, and whether it followed the last signals within a day",
        ),
        basis=ON_DEVICE,
        kept=Said("bis Sie sie ausschalten", "until you switch them off"),
    ),
    Kept(
        "passkey",
        always,
        ("passkeys",),
        what=Said("Passkey, wenn Sie einen anlegen", "A passkey, if you make one"),
        purpose=Said(
            "Sie finden mit Fingerabdruck oder Gesicht zurück. Bei uns liegen ein öffentlicher Schlüssel und Ihr"
            " Rückkehr-Link in einer Hülle, die nur Ihr Passkey öffnet",
            "you come back with your fingerprint or face. We keep a public key, and your return link in a wrap that only"
            " your passkey opens",
        ),
        basis=ON_DEVICE,
        kept=Said(
            "bis Sie ihn entfernen, den Rückkehr-Link ohne ihn ersetzen oder das Gespräch gelöscht ist",
            "until you remove it, replace the return link without it, or the conversation is erased",
        ),
    ),
    Kept(
        "invitation",
        always,
        ("invitations", "invitation_seals"),
        what=Said(
            "Nachricht des Betriebs an Sie, bevor Sie geschrieben haben (Einladung)",
            "A message of the business to you before you have written (invitation)",
        ),
        purpose=Said(
            "der Betrieb schreibt zuerst und gibt Ihnen einen Link. Der Inhalt ist mit dem Link verschlüsselt, der Server"
            " kann ihn nicht lesen und weiß nicht, für wen er ist; er merkt sich Größe, Zeiten und ob geantwortet wurde",
            "the business writes first and gives you a link. The content is encrypted with the link; the server cannot read"
            " it and does not know whom it is for. It notes size, times, and whether it was answered",
        ),
        basis=BOTH,
        kept=Said(
            "bis Sie antworten, höchstens 30 Tage; dass es sie gab, 30 Tage länger",
            "until you answer, 30 days at most; that there was one, 30 days longer",
        ),
    ),
    Kept(
        "mail",
        lambda facts: facts.installation.mail_host is not None,
        ("mails", "mail_links", "mailboxes"),
        what=Said("E-Mail-Adresse, wenn Sie eine angeben", "E-mail address, if you give one"),
        purpose=Said(
            "eine Mail sagt, dass geantwortet wurde, ohne Inhalt. Die Adresse liegt auf dem Server lesbar, weil er an sie"
            " schreibt",
            "a mail says that there is an answer, without content. The address lies readable on the server, because it"
            " writes to it",
        ),
        basis=CONSENT,
        kept=Said("bis Sie sie zurücknehmen", "until you take it back"),
    ),
)
"""What a customer or the business chooses."""
