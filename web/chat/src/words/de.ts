import { de as shared } from "@tresen/ui/i18n/de";

export const de = {
  ...shared,

  // First visit
  verified: "Am Tresen geprüft",
  unverified: "Noch nicht geprüft – Schild scannen",
  write: "Nachricht schreiben",
  goOn: "Unterhaltung fortsetzen",
  onlyTheyRead: "Was Sie schreiben, liest nur das Team.",
  nothingYet: "Bis dahin liegt nichts auf Ihrem Gerät.",
  returning: "Ihr Rückkehr-Link öffnet die Unterhaltung auch auf diesem Gerät.",
  loading: "Wird geladen …",
  someBusiness: "Der Betrieb",

  // Menu
  profile: "Profil",
  imprint: "Impressum",
  privacy: "Datenschutz",
  otherLanguage: "English",
  otherLang: "en",
  returnLink: "Rückkehr-Link",

  // Conversation
  emptyTalk: "Schreiben Sie, was Sie brauchen.",
  emptyTalkMore: "Antworten erscheinen hier. Nichts geht verloren, auch wenn Sie die Seite schließen.",
  told: "Wir sehen, wann Sie gelesen haben.",
  showReading: "Lesebestätigung zeigen",
  noLongerRead: "Das Team sieht nicht mehr, wann Sie gelesen haben.",
  againRead: "Das Team sieht wieder, wann Sie gelesen haben.",
  offline: "Kein Netz. Ihre Nachrichten liegen bereit und gehen von selbst hinaus.",
  connecting: "Die Verbindung wird gerade wieder aufgebaut. Sie können weiterschreiben.",
  again: (n: number) =>
    n === 0
      ? "Wieder verbunden."
      : n === 1
        ? "Wieder verbunden. 1 Nachricht ist unterwegs."
        : `Wieder verbunden. ${n} Nachrichten sind unterwegs.`,
  stale: "Der Betrieb hat seine Angaben lange nicht bestätigt. Sie sehen vielleicht einen alten Stand.",
  notNow: "Das lässt sich gerade nicht laden. Versuchen Sie es noch einmal, sobald Sie Netz haben.",
  titleNew: (n: number, name: string) => `(${n}) ${name}`,

  // Return link
  keepTitle: "Damit Sie hierher zurückfinden",
  keepCard:
    "Diese Unterhaltung liegt nur auf diesem Gerät. Mit dem Rückkehr-Link finden Sie auch mit einem neuen Handy hierher zurück.",
  keep: "Link aufbewahren",
  later: "Später",

  // Pages that stop
  reload: "Neu laden",
  takeOver: "Hier weiterschreiben",
  mismatchTitle: "Dieser Schlüssel passt nicht zum Schild.",
  mismatchMore: [
    "Bitte schreiben Sie nichts und fragen Sie am Tresen.",
    "Auf dem Schild steht ein anderer Fingerabdruck als der, den dieser Server zeigt. Vielleicht wurde das Schild erneuert. Vielleicht gibt sich jemand für den Betrieb aus.",
  ],
  brokenTitle: "Der Ausweis dieses Betriebs ist beschädigt.",
  brokenMore: [
    "Bitte schreiben Sie nichts und fragen Sie am Tresen.",
    "Was der Server als Nachweis gesendet hat, lässt sich nicht prüfen. Solange bleibt diese Seite zu.",
  ],
  unknownTitle: "Hier ist kein Betrieb.",
  unknownMore: [
    "Die Adresse stimmt nicht ganz. Prüfen Sie die Schreibweise oder scannen Sie das Schild noch einmal.",
  ],
  notOpenTitle: "Hier wird noch eingeräumt.",
  notOpenMore: (name: string) => `${name} richtet den Tresen gerade ein. Schauen Sie bald wieder vorbei.`,
  unreachableTitle: "Die Seite lässt sich gerade nicht laden.",
  unreachableMore: ["Prüfen Sie, ob Sie Netz haben, und laden Sie dann neu. Es ist nichts verloren."],
  unsupportedTitle: "Dieser Browser ist zu alt für verschlüsselte Nachrichten.",
  unsupportedMore: [
    "Aktualisieren Sie ihn oder öffnen Sie diese Adresse in einem aktuellen Chrome, Edge, Firefox oder Safari. Bis dahin erreichen Sie den Betrieb wie bisher.",
  ],
  storageTitle: "Der Browser lässt hier nichts speichern.",
  storageMore: [
    "Ohne Speicher gingen Ihre Schlüssel beim Schließen verloren. Öffnen Sie die Seite in einem gewöhnlichen Fenster statt im privaten Modus, oder machen Sie etwas Platz auf dem Gerät.",
  ],
  revokedTitle: "Dieses Gerät ist abgemeldet.",
  revokedMore: [
    "Diese Unterhaltung wurde für dieses Gerät beendet. Mit Ihrem Rückkehr-Link öffnen Sie sie wieder.",
  ],
  replacedTitle: "Die Unterhaltung ist woanders offen.",
  replacedMore: ["Sie läuft jetzt in einem anderen Fenster weiter. Es ist nichts verloren."],
  returnLinkTitle: "Dieser Rückkehr-Link öffnet hier nichts.",
  returnLinkMore: [
    "Vielleicht fehlt beim Kopieren ein Stück, oder er gehört zu einem anderen Betrieb. Versuchen Sie es noch einmal mit dem ganzen Link.",
  ],
};

export type ChatWords = typeof de;
