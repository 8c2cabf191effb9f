"""What each column of the database is for, in German, by the program's own words. A test names what is missing."""

from __future__ import annotations

from typing import Final

PURPOSES: Final[dict[str, str]] = {
    "1 when unread: the list shows these first; -1: in no list": (
        "1 wenn ungelesen: Die Liste zeigt sie zuerst; -1: in keiner Liste"
    ),
    "1: it was erased, the times of its receipts are to be forgotten; 2: they are; 0: neither": (
        "1: gelöscht, die Zeiten der Häkchen sind zu vergessen; 2: vergessen; 0: weder noch"
    ),
    "SHA-256 of the random word in a link: the word itself is in the mail only": (
        "SHA-256 des zufälligen Worts in einem Link: Das Wort selbst steht nur in der Mail"
    ),
    "a customer's device belongs to one conversation": "ein Gerät einer Kundin gehört zu einem Gespräch",
    "a device of the team at which calls do not ring": "ein Gerät des Teams, an dem Anrufe nicht klingeln",
    "a device whose last subscription ended while it did not follow its signals": (
        "ein Gerät, dessen letzte Anmeldung endete, während es seinen Signalen nicht folgte"
    ),
    "admits one new business": "lässt einen neuen Betrieb zu",
    "all chunks are there and durable: a message may name it": (
        "alle Teile sind sicher gespeichert: Eine Nachricht darf sie nennen"
    ),
    "an automatic answer or an expiry refers to this text, which stays for that (S14, D2)": (
        "eine automatische Antwort oder ein Ablauf bezieht sich auf diesen Text, der dafür bleibt (S14, D2)"
    ),
    "asked, confirmed, ended by the link in a mail, or refused by the mail server": (
        "erbeten, bestätigt, über den Link abbestellt oder vom Mailserver abgelehnt"
    ),
    "binds the inviting device to its nonce before it is answered (S12)": (
        "legt das einladende Gerät auf seine Zufallszahl fest, bevor geantwortet wird (S12)"
    ),
    "by push or by mail": ("durch Push oder per Mail"),
    "by two months (Art. 12(3))": "um zwei Monate verlängert (Art. 12 Abs. 3)",
    "by when it is to be answered (Art. 12(3))": "bis wann zu antworten ist (Art. 12 Abs. 3)",
    "bytes to be removed: erased, cancelled or swept (F7)": (
        "Bytes, die noch zu entfernen sind: gelöscht, abgebrochen oder aufgeräumt (F7)"
    ),
    "chains the lines: none can be changed unseen (D9)": (
        "verkettet die Zeilen: keine lässt sich unbemerkt ändern (D9)"
    ),
    "chains the records": "verkettet die Einträge",
    "confirm or stop; it opens nothing": "bestätigen oder abbestellen; er öffnet nichts",
    "counted up to here": "bis hierher gezählt",
    "counts what the configuration has said": "zählt die Fassungen",
    "counts what waits for an answer, and messages by day (S7); −1 − side once it is erased": (
        "zählt, was auf Antwort wartet, und Nachrichten je Tag (S7); −1 − Seite, wenn gelöscht"
    ),
    "customer or team, never a person": "Kundin oder Team, nie eine Person",
    "customer or team, never a person (L6)": "Kundin oder Team, nie eine Person (L6)",
    "customer-devices or epoch": "Geräteliste der Kundin oder Epoche",
    ("day (since 1970) a device of the team was last here: a forgotten one is noticed; never a customer's"): (
        "Tag (seit 1970), an dem ein Gerät des Teams zuletzt da war: Ein vergessenes fällt auf; "
        "nie das einer Kundin"
    ),
    "ends the invite": "beendet die Einladung",
    "ends the secret": "beendet das Geheimnis",
    "epoch keys are wrapped to it": "Schlüssel von Epochen werden für ihn verpackt",
    "finds its current version": "findet seine jetzige Fassung",
    "finds the command and its outcome in the log": "findet Befehl und Ergebnis im Protokoll",
    "finds the conversation's event before it: the conversation is read backwards": (
        "findet das Ereignis davor: Das Gespräch wird rückwärts gelesen"
    ),
    "finds the first outcome": "findet das erste Ergebnis wieder",
    "finds the list's preview": "findet die Vorschau der Liste",
    "finds the newest event with a position; 0: there is none": (
        "findet das neueste Ereignis mit Stelle; 0: keines"
    ),
    "finds the published profile, whose texts are sent by themselves (S14)": (
        "findet das veröffentlichte Profil, dessen Texte von selbst geschickt werden (S14)"
    ),
    "finds the signed bytes in the log": "findet die unterschriebenen Bytes im Protokoll",
    "finds what a signed profile record names (S14)": (
        "findet, was ein unterschriebener Profileintrag nennt (S14)"
    ),
    "finds what is erased with it (L7)": "findet, was mit gelöscht wird (L7)",
    "for which staff number": "für welche Nummer im Team",
    "from when it need not be kept any more (L9)": "ab wann sie nicht mehr aufzuheben ist (L9)",
    "head of the log at the last change: a resume sends what changed since (L6)": (
        "Stand des Protokolls bei der letzten Änderung: Wer wiederkommt, erhält, was seither geschah (L6)"
    ),
    "how far ahead of what the server saw pass the clock may be and is believed (D4)": (
        "wie weit die Uhr der Zeit voraus sein darf, die der Server vergehen sah, und ihr geglaubt wird (D4)"
    ),
    "how far it is (D8)": "wie weit es ist (D8)",
    "what a member of the team that is a program is called, whether it is an AI, what it may do (S23)": (
        "wie ein Programm des Teams heißt, ob es eine KI ist und was es darf (S23)"
    ),
    "how far: after a crash nobody is left out or told twice": (
        "wie weit: Nach einem Absturz wird niemand übergangen und niemand zweimal benachrichtigt"
    ),
    "how many of a kept class went then": "wie viele Briefe und Belege es waren",
    "how many signals in a row it did not follow: switching off and on proves nothing": (
        "wie vielen Signalen in Folge es nicht gefolgt ist: Aus- und Einschalten beweist nichts"
    ),
    "how many spoken messages the team has not read (L6)": (
        "wie viele Nachrichten das Team noch nicht gelesen hat (L6)"
    ),
    "how many went then": "wie viele es waren",
    "how many: a list of any length says its numbers at once": (
        "wie viele: Auch eine lange Liste nennt ihre Zahlen sofort"
    ),
    "how much is stored: a quota bounds it": "wie viel gespeichert ist: Ein Kontingent begrenzt es",
    "how much was written and how fast answered on that day, by the whole team": (
        "wie viel an dem Tag geschrieben und wie schnell geantwortet wurde, vom ganzen Team"
    ),
    "how many signals in a row the device did not follow within a day: then mail is not left out for it": (
        "wie vielen Signalen in Folge das Gerät nicht binnen eines Tages gefolgt ist: Dann unterbleiben Mails seinetwegen"
        " nicht"
    ),
    "how often the push service failed: it is given up": (
        "wie oft der Push-Dienst versagte: Dann wird er aufgegeben"
    ),
    "how often this mail was tried": "wie oft diese Mail versucht wurde",
    "in how many events the outcome is; negative: not all is emptied yet": (
        "in wie vielen Ereignissen das Ergebnis steht; negativ: noch nicht alles ist geleert"
    ),
    "in which conversation the call is: one at most (C1)": (
        "in welchem Gespräch der Anruf ist: höchstens einer (C1)"
    ),
    "in which language": "in welcher Sprache",
    "it was told: once for each absence": "schon mitgeteilt: einmal für jede Abwesenheit",
    "keeps finished conversations out of the list": "hält erledigte Gespräche aus der Liste heraus",
    "keys are wrapped to it": "Schlüssel werden für ihn verpackt",
    "letter or voucher (L9)": "Brief oder Beleg (L9)",
    "makes asking twice harmless (L7)": "macht doppeltes Verlangen unschädlich (L7)",
    "makes sending twice harmless (L4)": "macht doppeltes Senden unschädlich (L4)",
    "messages up to here are counted as delivered": "Nachrichten bis hierher sind als zugestellt gezählt",
    "messages up to here are counted as read": "Nachrichten bis hierher sind als gelesen gezählt",
    "names a guest by the day of the first message": "nennt einen Gast nach dem Tag der ersten Nachricht",
    "names the business inside the database": "benennt den Betrieb in der Datenbank",
    "names the business outside (S3)": "benennt den Betrieb nach außen (S3)",
    "names the call: 16 random bytes (C1)": "benennt den Anruf: 16 zufällige Bytes (C1)",
    "names the conversation inside the database": "benennt das Gespräch in der Datenbank",
    "names the conversation outside (S4)": "benennt das Gespräch nach außen (S4)",
    "names the device inside the database": "benennt das Gerät in der Datenbank",
    "names the device outside (S2)": "benennt das Gerät nach außen (S2)",
    "names the file outside: what the header of a message names (F3)": (
        "benennt die Datei nach außen, wie der Kopf der Nachricht sie nennt (F3)"
    ),
    "names the invite in its link (S12)": "benennt die Einladung in ihrem Link (S12)",
    "names the invite inside the database": "benennt die Einladung in der Datenbank",
    "names the mail under way, so that a second one after a crash is known as the same": (
        "benennt die Mail unterwegs, damit eine zweite nach einem Absturz als dieselbe gilt"
    ),
    "names the row": "benennt die Zeile",
    "names the set-up secret": "benennt das Geheimnis der Einrichtung",
    "no automatic answers for this customer (S14)": "keine automatischen Antworten für diese Kundin (S14)",
    "nothing up to here counts in statistics": "bis hierher zählt nichts in der Statistik",
    "numbers the register (D8)": "nummeriert das Verzeichnis (D8)",
    "of finished conversations, or of the others": "der erledigten Gespräche oder der anderen",
    "of those that this person takes care of; 0: nobody": (
        "derer, um die sich diese Person kümmert; 0: niemand"
    ),
    "of those whose customer waits for an answer, or of the others": (
        "derer, deren Kundin auf Antwort wartet, oder der anderen"
    ),
    "of those with something unread, or of the others": "derer mit Ungelesenem oder der anderen",
    "of what nothing goes by itself (D6)": "wovon nichts von selbst gelöscht wird (D6)",
    "of which answers the customer is told": "von wessen Antworten die Kundin erfährt",
    "of whom it was asked": "von wem es verlangt wurde",
    "open, answered or confirmed: single use": "offen, beantwortet oder bestätigt: nur einmal zu benutzen",
    "opening hours and time zone as published: waits are measured with those of their time": (
        "Öffnungszeiten und Zeitzone wie veröffentlicht: Wartezeiten werden mit den damaligen gemessen"
    ),
    "orders businesses for the host": "ordnet die Betriebe für den, der den Server betreut",
    "orders the chain": "ordnet die Kette",
    "orders the conversation (L2)": "ordnet das Gespräch (L2)",
    "orders the invites": "ordnet die Einladungen",
    "orders the keys (S5)": "ordnet die Schlüssel (S5)",
    "orders the lines (D9)": "ordnet die Zeilen (D9)",
    "orders the list by the last spoken message or call": (
        "ordnet die Liste nach der letzten Nachricht oder dem letzten Anruf"
    ),
    "orders the log (L1)": "ordnet das Protokoll (L1)",
    "orders the public records (L2)": "ordnet die öffentlichen Einträge (L2)",
    "orders the secrets": "ordnet die Geheimnisse",
    "orders the steps": "ordnet die Schritte",
    "printed signs still lead here": "gedruckte Schilder führen weiter hierher",
    "proves that the answer comes from the invited": (
        "beweist, dass die Antwort von der eingeladenen Person kommt"
    ),
    "proves who said it (S7)": "beweist, wer es sagte (S7)",
    "published from here on": "von hier an veröffentlicht",
    "refuses a customer's messages (L12)": "weist Nachrichten einer gesperrten Kundin ab (L12)",
    "shows since when the device may read": "zeigt, seit wann das Gerät lesen darf",
    "shuts a device out": "sperrt ein Gerät aus",
    "since when": "seit wann",
    "since when conversations are over by themselves (D5)": "seit wann Gespräche von selbst enden (D5)",
    "since when it says this": "seit wann es das sagt",
    "since when its customer waits": "seit wann die Kundin wartet",
    "since when the customer waits for an answer; 0: nobody does. Orders those that wait": (
        "seit wann die Kundin auf Antwort wartet; 0: niemand wartet. Ordnet die, die warten"
    ),
    "since when: what is not confirmed is forgotten": "seit wann: Was nicht bestätigt wird, wird vergessen",
    "single use": "nur einmal zu benutzen",
    "statistics: time to delivery": "Statistik: Zeit bis zur Zustellung",
    "statistics: time to reading": "Statistik: Zeit bis zum Lesen",
    "sweeps what no message names; orders an invitation's files": (
        "räumt auf, was keine Nachricht nennt; ordnet die Dateien einer Einladung"
    ),
    "tells a guest from the others of that day; 0: not counted": (
        "unterscheidet Gäste desselben Tages; 0: nicht gezählt"
    ),
    "tells clients that the log was restored (L10)": (
        "sagt den Geräten, dass eine Sicherung eingespielt wurde (L10)"
    ),
    "tells picture and banner from the text": "unterscheidet Bild und Banner vom Text",
    "tells the team's own conversation from those with customers (L8)": (
        "trennt das Hinterzimmer des Teams von Gesprächen mit Kundinnen (L8)"
    ),
    "text, picture or banner of a profile, as published (S14)": (
        "Text, Bild oder Banner eines Profils, wie veröffentlicht (S14)"
    ),
    "the absence that the last away message was for: once each (S14)": (
        "für welche Abwesenheit die letzte Nachricht darüber war: je einmal (S14)"
    ),
    "the business's address on this server": "die Adresse des Betriebs auf diesem Server",
    "the command that asked to erase it: obeyed when its time is over (L7)": (
        "der Befehl, sie zu löschen: befolgt, wenn ihre Zeit vorbei ist (L7)"
    ),
    "the conversation a card is about": "das Gespräch, um das es in einer Karte geht",
    "the conversation of which this person is not told": (
        "das Gespräch, von dem diese Person nicht benachrichtigt wird"
    ),
    "the conversation that is talked about (L8)": "das Gespräch, um das es geht (L8)",
    "the conversation, or messages of it": "das ganze Gespräch oder Nachrichten daraus",
    "the customer devices an epoch was made for (S6)": (
        "die Geräte der Kundin, für die eine Epoche gemacht wurde (S6)"
    ),
    "the customer's device that gave the address, which goes with it": (
        "das Gerät der Kundin, das die Adresse angab; mit ihm geht sie"
    ),
    "the device that asked to be told": "das Gerät, das benachrichtigt werden will",
    "the device to tell": "das Gerät, das benachrichtigt wird",
    ("the e-mail address, readable: the server writes to it. 254 bytes, all zero once it is taken back"): (
        "die E-Mail-Adresse, lesbar: Der Server schreibt dorthin. 254 Bytes, alle null, sobald "
        "sie zurückgenommen ist"
    ),
    "the event's body where it is no message (L5)": (
        "der Inhalt des Ereignisses, wo es keine Nachricht ist (L5)"
    ),
    "the inviting device's part of the four words, once it is answered": (
        "der Teil des einladenden Geräts an den vier Wörtern, sobald geantwortet ist"
    ),
    ("the paper device whose secret lies in the wrap: the passkey goes with it"): (
        "das Papiergerät, dessen Geheimnis in der Hülle liegt: Der Passkey geht mit ihm"
    ),
    ("finds the passkey by the hash of its id; the id itself is on the person's devices only"): (
        "findet den Passkey am Hash seiner Kennung; die Kennung selbst liegt nur auf den Geräten der Person"
    ),
    ("checks what the passkey signs"): ("prüft, was der Passkey unterschreibt"),
    ("notices a copied passkey"): ("bemerkt einen kopierten Passkey"),
    ("the paper device's secret, sealed under what only the passkey computes: the server cannot open it"): (
        "das Geheimnis des Papiergeräts, versiegelt unter dem, was nur der Passkey errechnet: nicht für den Server"
    ),
    ("tells passkeys apart, and which goes first"): ("unterscheidet Passkeys, und welcher zuerst geht"),
    "the language of the mails": "die Sprache der Mails",
    "the message that names it: erased with it (F7)": (
        "die Nachricht, die sie nennt: Sie werden zusammen gelöscht (F7)"
    ),
    "the new device's key": "der Schlüssel des neuen Geräts",
    "the new device's part of the four words": "der Teil des neuen Geräts an den vier Wörtern",
    "the newest answer that was looked at": "die neueste Antwort, die angesehen wurde",
    "the newest position (L2)": "die neueste Stelle (L2)",
    "the one clock of the server": "die eine Uhr des Servers",
    "the padded and sealed size, for quotas and for reading parts": (
        "die aufgefüllte, verschlüsselte Größe, für Kontingente und das Lesen in Teilen"
    ),
    "the published profile: what it replaced is removed (S14)": (
        "das veröffentlichte Profil: Was es ersetzt hat, ist entfernt (S14)"
    ),
    "the sealed message (S7)": "die verschlüsselte Nachricht (S7)",
    "the sealed message key, apart so that erasing reaches backups (S11)": (
        "der verschlüsselte Schlüssel der Nachricht, getrennt, damit Löschen auch Sicherungen erreicht (S11)"
    ),
    "the sealed team key": "der verschlüsselte Schlüssel des Teams",
    "the team key an epoch was made for (S6)": (
        "der Schlüssel des Teams, für den eine Epoche gemacht wurde (S6)"
    ),
    "ticks: delivered up to here": "Häkchen: bis hierher zugestellt",
    "ticks: read up to here": "Häkchen: bis hierher gelesen",
    "until when it is good": "bis wann er gilt",
    "until when, if that is known": "bis wann, wenn das feststeht",
    "up to here nothing counts: the customer objected": (
        "bis hierher zählt nichts: Die Kundin hat widersprochen"
    ),
    "up to which time is believed: nothing goes early (D4)": (
        "bis zu welcher Zeit ihr geglaubt wird: Nichts geht zu früh (D4)"
    ),
    "verifies the device's signatures": "prüft die Unterschriften des Geräts",
    "what clients verify (S7)": "was die Geräte prüfen (S7)",
    "what epochs refer to": "worauf sich Epochen beziehen",
    "what happened (L5)": "was geschah (L5)",
    "what it says: what changed can be told": "was es sagt: So lässt sich sagen, was sich geändert hat",
    "what it was used for": "wofür es benutzt wurde",
    "what its customer restricted (D7)": "was die Kundin eingeschränkt hat (D7)",
    "what the clock last said": "was die Uhr zuletzt sagte",
    "what the clock said right after it jumped (D4)": "was die Uhr gleich nach einem Sprung sagte (D4)",
    "what the device may do (S4)": "was das Gerät darf (S4)",
    "what the version before said otherwise": "was die Fassung davor anders sagte",
    "what their files store: quotas (F6)": "was ihre Dateien belegen: Kontingente (F6)",
    "what was asked for; never in words (D8)": "was verlangt wurde; nie in Worten (D8)",
    "what was counted before is taken out": "was vorher gezählt war, ist herausgenommen",
    "when": "wann",
    "when a mail is due": "wann eine Mail fällig ist",
    "when it began to ring": "wann es zu klingeln begann",
    "when it came: the month runs from then": "wann es kam: Von da an läuft der Monat",
    "when it was dealt with": "wann es erledigt wurde",
    "when it was erased": "wann gelöscht wurde",
    "when it was erased: it is over (L7)": "wann es gelöscht wurde: Es ist vorbei (L7)",
    "when somebody took it": "wann jemand abnahm",
    "when something last went by itself": "wann zuletzt etwas von selbst gelöscht wurde",
    "when the customer last spoke: after long silence they are greeted again (S14)": (
        "wann die Kundin zuletzt schrieb: Nach langer Stille wird sie wieder begrüßt (S14)"
    ),
    "when the device is told: at once, or after quiet hours": (
        "wann das Gerät benachrichtigt wird: sofort oder nach der Ruhezeit"
    ),
    "when the first signal went out since the device was here: after two months its subscription ends": (
        "wann das erste Signal ausging, seit das Gerät da war: Nach zwei Monaten endet seine Anmeldung"
    ),
    "when the last step was taken": "wann der letzte Schritt geschah",
    "when the server stored it": "wann der Server es speicherte",
    "when the step was taken": "wann der Schritt geschah",
    "when the team last spoke: nobody just answered is told that the business is away (S14)": (
        "wann das Team zuletzt schrieb: Wer eben Antwort bekam, hört nicht, dass niemand da ist (S14)"
    ),
    "when the version before began": "wann die Fassung davor begann",
    "when: the hours and days that the person chose": (
        "wann: die Stunden und Tage, die die Person gewählt hat"
    ),
    "where": "wo",
    "where (L6)": "wo (L6)",
    "where it was said": "wo es gesagt wurde",
    "where something was said: once it is read, nobody is told": (
        "wo etwas gesagt wurde: Ist es gelesen, wird niemand mehr benachrichtigt"
    ),
    "when the last signal went out that the device did not follow yet": (
        "wann das letzte Signal hinausging, dem das Gerät noch nicht gefolgt ist"
    ),
    "which words stood there then: their version and the language": "welche Worte dabei standen: ihre Fassung und"
    " die Sprache",
    "since when whoever uses the device consents (Art. 7(1) GDPR)": "seit wann auf dem Gerät eingewilligt ist (Art. 7"
    " Abs. 1 DSGVO)",
    "where the browser's push service takes a signal without content for this device": (
        "wo der Push-Dienst des Browsers ein Signal ohne Inhalt für dieses Gerät annimmt"
    ),
    "where the bytes lie: drawn by the server, so no id of a client is a path": (
        "wo die Bytes liegen: vom Server ausgelost, damit keine Angabe eines Geräts ein Pfad ist"
    ),
    "where the file was said: nobody else gets it": "wo die Datei geschickt wurde: Niemand sonst bekommt sie",
    "where was erased": "wo gelöscht wurde",
    "whether it began as a video call": "ob er mit Bild begann",
    "whether it counted in statistics before: it does again afterwards": (
        "ob es vorher in der Statistik zählte: Danach zählt es wieder"
    ),
    "whether the customer or the team called": "ob die Kundin oder das Team anrief",
    "which conversation it is about, if one": "um welches Gespräch es geht, wenn um eines",
    "which day (ordinal)": "welcher Tag (laufende Nummer)",
    "which device carries it: a file under way is its own alone": (
        "welches Gerät sie hochlädt: Bis sie ganz da ist, gehört sie ihm allein"
    ),
    "which device made it: only that one can confirm it": "welches Gerät einlud: Nur dieses kann bestätigen",
    "which device said it (L4)": "welches Gerät es sagte (L4)",
    "which device sent it (L4)": "welches Gerät es schickte (L4)",
    "which document": "welches Dokument",
    "which hours were published then": "welche Öffnungszeiten da veröffentlicht waren",
    "which kind of thing was done; no content": "was getan wurde, als Wort; kein Inhalt",
    "which message": "welche Nachricht",
    "which message it opens": "welche Nachricht er öffnet",
    "which message it was": "welche Nachricht es war",
    "which staff number did it, if one of the team did": "welche Nummer im Team es tat, wenn es das Team war",
    "which staff number it belongs to; no name (S4)": "zu welcher Nummer im Team es gehört; kein Name (S4)",
    "which team key (S5)": "welcher Schlüssel des Teams (S5)",
    "who may open it": "wer ihn öffnen darf",
    "who muted it": "wer es stummgestellt hat",
    "who of the team called or took it: both sides see that": (
        "wer im Team anrief oder abnahm: Beide Seiten sehen das"
    ),
    "who of the team takes care": "wer im Team sich kümmert",
    "whom to leave in peace": "wer in Ruhe gelassen wird",
    "whose address it is": "wessen Adresse es ist",
    "whose address it was": "wessen Adresse es war",
    "whose back room (L8)": "wessen Hinterzimmer (L8)",
    "whose conversation it is": "wessen Gespräch es ist",
    "whose customer asked": "in welchem Gespräch es verlangt wurde",
    "whose days": "wessen Tage",
    "whose device it is": "wessen Gerät es ist",
    "whose document": "wessen Dokument",
    "whose hours": "wessen Öffnungszeiten",
    "whose key": "wessen Schlüssel",
    "whose keys (S4, S6)": "wessen Schlüssel (S4, S6)",
    "whose list": "wessen Liste",
    "whose log it is": "wessen Protokoll es ist",
    "whose log it is (L1)": "wessen Protokoll es ist (L1)",
    "whose log it will be in": "in wessen Protokoll er stehen wird",
    "whose log was read for whom to tell": (
        "wessen Protokoll gelesen wurde, um zu wissen, wer zu benachrichtigen ist"
    ),
    "whose log; 0: the receipts of all": "wessen Protokoll; 0: die Häkchen aller",
    "whose mails it is about": "um wessen Mails es geht",
    "whose profile it is": "wessen Profil es ist",
    "whose quota": "wessen Kontingent",
    "whose quota it counts in": "auf wessen Kontingent sie zählt",
    "whose quota; 0: all conversations of the business together": (
        "wessen Kontingent; 0: alle Gespräche des Betriebs zusammen"
    ),
    "whose run": "wessen Lauf",
    "whose team": "wessen Team",
    "whose trail": "wessen Prüfspur",
    "why: a dispute, an assessment, another": "warum: ein Streit, eine Steuerfestsetzung, etwas anderes",
    "with which role": "mit welcher Rolle",
    "names the row; an empty one says nothing": "benennt die Zeile; eine leere sagt nichts",
    "goes with the business": "geht mit dem Betrieb",
    "what the business wrote, sealed under the link's secret: the server cannot open it": (
        "was der Betrieb schrieb, versiegelt unter dem Geheimnis des Links: nicht für den Server"
    ),
    "finds it by a hash of the link's secret, which is in the link alone": (
        "findet sie an einem Hash des Geheimnisses, das allein im Link steht"
    ),
    "checks who has the link, and the digits": "prüft, wer den Link hat, und die Ziffern",
    "its padded size and that of its files, for the team": (
        "ihre aufgefüllte Größe und die ihrer Dateien, für das Team"
    ),
    "digits were told: wrong ones are counted": "Ziffern wurden gesagt: Falsche werden gezählt",
    "it may be answered": "ob geantwortet werden kann",
    "what became of it: the team and whoever opens it late are told": (
        "was aus ihr wurde: Das Team erfährt es, und wer sie zu spät öffnet"
    ),
    "wrong digits so far: at five it is gone": "falsche Ziffern bisher: Bei fünf ist sie weg",
    "bounds how many are made in a day": "begrenzt, wie viele an einem Tag gemacht werden",
    "when its time is over": "wann ihre Zeit um ist",
    "tells the team when it was first opened": "sagt dem Team, wann sie zuerst geöffnet wurde",
    "when it was over: the row goes 30 days later": "wann sie zu Ende war: Die Zeile geht 30 Tage später",
    "the conversation that answered it, for the team": "das Gespräch, das auf sie antwortete, für das Team",
    "the invitation that it came with: it goes with it, or moves into the conversation that answers (S21)": (
        "die Einladung, mit der sie kam: Sie geht mit ihr, oder kommt in das Gespräch, das antwortet (S21)"
    ),
    "whose it is": "wessen sie ist",
}
