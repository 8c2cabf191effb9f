// Translated by machine, to be read by a person.
import type { Own } from "../catalogs.ts";

export const own: Own = {
  name: {
    title: "Das Team fragt nach Ihrem Namen",
    ask: "Wie heißen Sie?",
    send: "Senden",
    give: "Namen senden",
    no: "Keinen Namen sagen",
    missing: "Schreiben Sie Ihren Namen in das Feld.",
    given: "Das Team sieht jetzt Ihren Namen. Sie können den Namen ändern: im Menü bei „Visitenkarte“.",
  },
  touch: {
    show: "Ansehen",
    name: "Ihr Name",
    nameNone: "Das Team kennt Ihren Namen noch nicht.",
    give: "Namen sagen",
    change: "Ändern",
    byMail: "Mit E-Mail",
  },
  chosen: {
    holding: "Geht in 5 Sekunden los",
    takeBack: "Zurücknehmen",
    takenBack: "Zurückgenommen. Wir haben nichts gesendet.",
    gone: "Zu spät. Die Nachricht ist schon unterwegs.",
  },
  settings: {
    theme: "Helligkeit",
    themes: { system: "Wie das Gerät", light: "Hell", dark: "Dunkel" },
    sound: "Ton bei neuen Nachrichten",
    takeBack: "Nach dem Senden 5 Sekunden Zeit",
    more: {
      sound:
        "Der Ton ist leise. Er kommt nur bei offener Seite. Sehen Sie gerade auf die Seite? Dann kommt kein Ton.",
      takeBack: "Jede Nachricht wartet 5 Sekunden. So lange können Sie die Nachricht zurücknehmen.",
    },
    here: "Das gilt nur auf diesem Gerät. Löschen Sie die Unterhaltung? Dann ist auch das weg.",
  },
  way: {
    by: (source) => `Sie kommen über „${source}“. Das sieht der Betrieb bei Ihrer nächsten Nachricht.`,
    byLink: "Sie kommen über einen Link vom Betrieb. Das sieht der Betrieb bei Ihrer nächsten Nachricht.",
    worded: "Der Text im Feld stand im Link. Er ist noch nicht gesendet. Nur Sie können ihn senden.",
    closed: "Dieser Weg ist geschlossen",
    open: (name) => `Die Seite von ${name} können Sie weiter benutzen.`,
    on: "Zur Seite",
  },
  frame: {
    window: "In einem eigenen Fenster weiter",
    belongs:
      "Diese Unterhaltung gehört zu dieser Internet-Seite. Auf anderen Seiten finden Sie die Unterhaltung so nicht.",
    belongsTitle: "Wo diese Unterhaltung ist",
    take: "Mitnehmen",
    fine: "Das ist gut so",
    takeTitle: "Die Unterhaltung mitnehmen",
    takeMore: (goOn) =>
      `Ein neues Fenster geht auf. Bitte tippen Sie dort auf „${goOn}“. Die Unterhaltung bleibt auch hier.`,
    takeLink:
      "Oder Sie heben Ihren Rückkehr-Link auf. Mit dem Link finden Sie die Unterhaltung in jedem Browser.",
    callsTitle: "Anrufen geht in einem eigenen Fenster",
    callsMore: (goOn) =>
      `Auf einer fremden Seite gehen Mikrofon und Kamera nicht. Bitte tippen Sie im neuen Fenster auf „${goOn}“. Dann können Sie dort anrufen.`,
    rings: (name) => `${name} ruft an`,
    ringsMore: (goOn) =>
      `Annehmen können Sie in einem eigenen Fenster. Bitte tippen Sie dort auf „${goOn}“. Dort klingelt es auch.`,
    open: "Das Fenster öffnen",
    movedTitle: "Weiter im eigenen Fenster",
    moved: (goOn) =>
      `Bitte tippen Sie dort auf „${goOn}“. Dann ist Ihre Unterhaltung dort. Sie bleibt auch hier, bis Sie sie löschen.`,
    movedOther:
      "Schreiben Sie dort schon mit diesem Betrieb? Dann zeigt das Fenster die andere Unterhaltung. Diese Unterhaltung bleibt nur hier.",
    movedEmpty: "Dort können Sie schreiben. Hier ist noch nichts gespeichert.",
    movedAlone:
      "Dort beginnt eine neue Unterhaltung. Diese Unterhaltung bleibt hier. Dieser Browser hat gerade keinen Rückkehr-Link.",
    movedLong: "Ihr Text im Feld ist zu lang. Er bleibt hier im Feld.",
    here: "Hier weiter",
    again: "Noch einmal öffnen",
    refusedTitle: "Die Seite geht hier nicht auf",
    refused:
      "Der Betrieb nennt dafür bestimmte Internet-Seiten. Diese Internet-Seite gehört nicht dazu. In einem eigenen Fenster können Sie schreiben.",
    unreachableTitle: "Es gibt gerade keine Verbindung",
    unreachable:
      "Bitte prüfen Sie Ihre Verbindung. Versuchen Sie es dann noch einmal. Es ist nichts verloren.",
    storageTitle: "Hier können wir nichts speichern",
    storage:
      "Ihr Browser speichert auf fremden Seiten nichts. Dann gibt es keine Unterhaltung. In einem eigenen Fenster geht es.",
  },
  emptied: {
    title: "Ihre Unterhaltung ist nicht hier",
    app: "Die Unterhaltung ist noch nicht in dieser App. Oder das Gerät hat aufgeräumt. Gelöscht ist die Unterhaltung nicht.",
    browser: "Dieser Browser hat aufgeräumt. Gelöscht ist die Unterhaltung nicht.",
    open: "Rückkehr-Link einfügen",
    none: "Haben Sie keinen Rückkehr-Link? Dann schreiben Sie neu. Schreiben Sie auch Ihren Namen.",
  },
  card: {
    card: "Visitenkarte",
    name: "Name",
    phone: "Telefon",
    email: "E-Mail",
    address: "Adresse",
    taken: "Visitenkarte zurückgenommen. Die Angaben sind auf beiden Seiten gelöscht.",
    asks: "Wir bitten um Ihre Visitenkarte: Name, Telefon, E-Mail oder Adresse. Sie entscheiden: Was sollen wir wissen?",
    asked: "Bitte um die Visitenkarte.",
    fill: "Visitenkarte ausfüllen",
  },
  facts: { phone: "Telefon", email: "E-Mail", website: "Internet-Seite", parking: "Parkplätze" },
  passkey: {
    offer: "Mit Gesicht oder Finger zurück",
    brief: "Ohne Zettel, auf diesem Gerät",
    way: "Wieder hierher finden",
    wayHow: "Zum Beispiel mit einem neuen Handy.",
    wayKept: "Fertig.",
    show: "Ansehen",
    others: "Andere Wege",
    later: "Sie finden das immer im Menü: „Rückkehr-Link“.",
    touch:
      "Ihr Gerät fragt gleich nach Finger oder Gesicht. Dann öffnet Ihr Passkey auch den neuen Link. Sonst öffnet Ihr Passkey nichts mehr.",
    fates: {
      follows: "Ihr Passkey öffnet jetzt den neuen Link.",
      only: "Dieser Passkey öffnet jetzt den neuen Link. Ihre anderen Passkeys öffnen hier nichts mehr.",
      ended:
        "Ihr Passkey öffnet hier nichts mehr. Sie können einen neuen Passkey machen: im Menü bei „Rückkehr-Link“. Löschen Sie den alten Passkey auf Ihrem Gerät: in der Passwort-Verwaltung.",
      unknown: "Öffnet Ihr Passkey den neuen Link? Sie sehen es im Menü: „Rückkehr-Link“.",
    },
    again:
      "Es ist noch der alte Link. Bitte versuchen Sie es noch einmal. Brechen Sie die Frage nach dem Passkey ab? Dann machen wir einen neuen Link ohne den Passkey.",
    leaves:
      "Ihr Passkey öffnet danach nichts mehr. Löschen Sie den Passkey selbst auf Ihrem Gerät: in der Passwort-Verwaltung.",
    made: "Fertig. Sie haben ein neues Gerät? Dann tippen Sie dort auf „Zurück zu meiner Unterhaltung“.",
    held: "So finden Sie mit Finger oder Gesicht zurück. Ein Passkey ist ein Schlüssel auf Ihrem Gerät. Hier liegt Ihr Rückkehr-Link. Nur Ihr Passkey kann ihn öffnen. Apple, Google oder Ihr Passwort-Programm heben den Passkey auf.",
    heldSince: (day) => `seit ${day}`,
    heldUntil: "Bis Sie den Passkey entfernen",
    none: "Sie haben keinen Passkey gewählt. Sie können auch den Rückkehr-Link nehmen. Er steht im Menü: „Rückkehr-Link“.",
    title: "Finger oder Gesicht",
    how: "Ihr Gerät macht dafür einen Passkey. Ein Passkey ist ein Schlüssel auf Ihrem Gerät. Apple, Google oder Ihr Passwort-Programm heben den Passkey auf. Diese Firmen sehen: Sie haben hier einen Passkey. Diese Firmen sehen nicht Ihre Nachrichten. Unser Server kann mit dem Passkey nichts öffnen.",
    since: (day) => `Gemacht am ${day}.`,
    drop: "Passkey hier entfernen",
    dropped:
      "Entfernt. Der Passkey öffnet hier nichts mehr. Löschen Sie den Passkey selbst auf Ihrem Gerät: in der Passwort-Verwaltung.",
  },
  passkeyTroubles: {
    cancelled: "",
    cannot: "Dieses Gerät kann das leider nicht. Wir haben nichts gespeichert.",
    elsewhere:
      "Dieser Passkey öffnet etwas anderes. Nehmen Sie den Passkey mit dem Namen von diesem Betrieb.",
    unknown:
      "Dieser Passkey öffnet hier nichts mehr. Vielleicht haben Sie ihn entfernt. Vielleicht ist alles gelöscht.",
    changed: "Vorsicht: Der Server hat etwas Falsches geschickt. Wir haben nichts geöffnet.",
    refused: "Der Server hat die Antwort nicht angenommen. Versuchen Sie es noch einmal. Das hilft meistens.",
    many: "Das waren zu viele Versuche. Bitte warten Sie ein paar Minuten.",
    offline: "Keine Verbindung. Später geht es wieder.",
  },
};
