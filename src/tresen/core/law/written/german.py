"""The legal bases and time limits that the tables name, in German. A test names what is missing."""

from __future__ import annotations

from typing import Final

BASES: Final[dict[str, str]] = {
    "Art. 12, 15-21 GDPR: what a customer asked for, and by when it is due": "Art. 12, 15–21 DSGVO: was eine"
    " Kundin verlangt hat, und bis wann",
    "Art. 17 GDPR: the customer's right to erasure": "Art. 17 DSGVO: das Recht auf Löschung",
    "Art. 17(3)(b, e), 18 GDPR: kept while a dispute or an assessment is open": "Art. 17 Abs. 3 lit. b, e,"
    " Art. 18 DSGVO: solange ein Streit oder eine Steuerfestsetzung offen ist",
    "Art. 21(1) GDPR: the customer's right to object": "Art. 21 Abs. 1 DSGVO: das Recht auf Widerspruch",
    "Art. 5(1)(e) GDPR: nothing is kept longer than needed": "Art. 5 Abs. 1 lit. e DSGVO: nichts bleibt länger"
    " als nötig",
    "Art. 5(2), 24 GDPR: the business can show what was done with data": "Art. 5 Abs. 2, Art. 24 DSGVO: der"
    " Betrieb kann zeigen, was mit Daten getan wurde",
    "Art. 6(1)(a) GDPR: the customer gave the address to be told of answers, and confirmed it": "Art. 6 Abs. 1"
    " lit. a DSGVO: die Kundin gab die Adresse an und bestätigte sie",
    "Art. 6(1)(a) GDPR: whoever uses the device switched notifications on": "Art. 6 Abs. 1 lit. a DSGVO: auf"
    " dem Gerät wurden Benachrichtigungen eingeschaltet",
    "Art. 6(1)(a) GDPR: whoever uses the device made a passkey to come back with": "Art. 6 Abs. 1 lit. a DSGVO: auf"
    " dem Gerät wurde ein Passkey zum Zurückfinden angelegt",
    "Art. 6(1)(b), (f) GDPR: the business writes to somebody who expects it": "Art. 6 Abs. 1 lit. b, f DSGVO:"
    " der Betrieb schreibt jemandem, der es erwartet",
    "Art. 6(1)(b) GDPR: the conversation the customer asked for": "Art. 6 Abs. 1 lit. b DSGVO: das Gespräch,"
    " um das die Kundin bat",
    "Art. 6(1)(c), 17(3)(b) GDPR: letters and vouchers that commercial law makes the business keep": "Art. 6"
    " Abs. 1 lit. c, Art. 17 Abs. 3 lit. b DSGVO: Briefe und Belege, die das Handelsrecht aufhebt",
    "Art. 6(1)(f) GDPR, § 26 BDSG: people of the team are left in peace when they do not work": "Art. 6 Abs. 1"
    " lit. f DSGVO, § 26 BDSG: wer nicht arbeitet, hat Ruhe",
    "Art. 6(1)(f) GDPR: mail is not left out for a device that no signal reaches": "Art. 6 Abs. 1 lit. f DSGVO:"
    " Mails unterbleiben nicht wegen eines Geräts, das kein Signal erreicht",
    "Art. 6(1)(f) GDPR: the business answers its customers": "Art. 6 Abs. 1 lit. f DSGVO: der Betrieb"
    " antwortet seinen Kunden",
    "Art. 6(1)(f), 32 GDPR: security of processing": "Art. 6 Abs. 1 lit. f, Art. 32 DSGVO: Sicherheit der"
    " Verarbeitung",
}

KEPT: Final[dict[str, str]] = {
    "24 hours to confirm, 400 days to end the mails; gone with the address": "24 Stunden zum Bestätigen, 400"
    " Tage zum Abbestellen; weg mit der Adresse",
    "a customer's as long as the conversation, one of the team as long as the business": "das einer Kundin wie"
    " das Gespräch, das des Teams wie der Betrieb",
    "as long as the business": "solange es den Betrieb gibt",
    "as long as the conversation": "solange es das Gespräch gibt",
    "by the message's retention class; removed on erasure": "nach der Aufbewahrungsklasse der Nachricht; beim"
    " Löschen entfernt",
    "until a message names it, or 24 hours passed": "bis eine Nachricht sie nennt, oder 24 Stunden",
    "until the bytes are removed, at once or with the next clean-up": "bis die Bytes entfernt sind, sofort"
    " oder beim nächsten Aufräumen",
    (
        "until the customer takes it back or ends the mails, the mail server refuses it, it is not confirmed "
        "within 24 hours, or the conversation or the device that gave it is gone"
    ): (
        "bis die Kundin sie zurücknimmt oder abbestellt, der Mailserver sie ablehnt, sie 24 Stunden "
        "unbestätigt ist, oder Gespräch oder Gerät weg sind"
    ),
    "until the customer takes the address back, or the conversation or the device that gave it is gone": "bis"
    " die Kundin die Adresse zurücknimmt, oder Gespräch oder Gerät weg sind",
    "until the device is shut out": "bis das Gerät ausgesperrt wird",
    "until the invite was used or 24 hours passed, then with the next clean-up": "bis die Einladung benutzt"
    " ist oder 24 Stunden um sind, dann beim nächsten Aufräumen",
    (
        "until it is removed, the return link is replaced without it, the device that it opens is shut out, or the"
        " conversation is erased"
    ): (
        "bis er entfernt wird, der Rückkehr-Link ohne ihn ersetzt, das Gerät, das er öffnet, ausgesperrt oder das"
        " Gespräch gelöscht wird"
    ),
    "until it is answered, withdrawn, locked or over: 30 days at most": "bis sie beantwortet, zurückgezogen,"
    " gesperrt oder abgelaufen ist: höchstens 30 Tage",
    "30 days after it was answered, withdrawn, locked or over": "30 Tage, nachdem sie beantwortet, zurückgezogen,"
    " gesperrt oder abgelaufen war",
    "until the invitation is answered, withdrawn, locked or over": "bis die Einladung beantwortet, zurückgezogen,"
    " gesperrt oder abgelaufen ist",
    "until the mail was sent": "bis die Mail verschickt ist",
    "until the message is read, or the conversation erased": "bis die Nachricht gelesen oder das Gespräch"
    " gelöscht ist",
    "until notifications are switched on again, or the device is gone": (
        "bis Benachrichtigungen wieder eingeschaltet werden oder das Gerät weg ist"
    ),
    "until they are switched off, the device signs out or is shut out, the push service ends it, or the device followed no "
    "signal and was not here for a month; two months if another device read what it was told of": (
        "bis sie ausgeschaltet werden, das Gerät sich abmeldet oder ausgesperrt wird, der Push-Dienst sie beendet, oder "
        "das Gerät keinem Signal gefolgt und einen Monat nicht gekommen ist; zwei Monate, wenn ein anderes Gerät"
        " las, was gemeldet wurde"
    ),
    "while the call goes on; then it becomes an entry of the conversation": (
        "solange der Anruf dauert; dann wird er ein Eintrag im Gespräch"
    ),
    "until it is to ring again, or the device signs out or is shut out": (
        "bis es wieder klingeln soll, oder das Gerät sich abmeldet oder ausgesperrt wird"
    ),
}
