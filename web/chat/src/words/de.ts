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
  address: "Adresse",

  // Menu
  profile: "Profil",
  imprint: "Impressum",
  privacy: "Datenschutz",
  otherLanguage: "English",
  otherLang: "en",
  returnLink: "Rückkehr-Link",

  // Trust
  verifiedMore: [
    "Der Schlüssel stimmt mit dem Schild überein.",
    "Auf dem Schild am Tresen steht der Fingerabdruck des Schlüssels, mit dem der Betrieb arbeitet. Ihr Browser hat ihn gerade mit dem verglichen, was der Server gesendet hat: Beide sind gleich. Darum kann sich hier niemand für den Betrieb ausgeben, auch nicht der Server.",
  ],
  unverifiedTitle: "Noch nicht geprüft",
  unverifiedMore: [
    "Sie sind über eine gewöhnliche Adresse gekommen, nicht über das Schild am Tresen. Ihre Nachrichten sind trotzdem verschlüsselt.",
    "Scannen Sie beim nächsten Besuch den Code auf dem Schild. Dann vergleicht Ihr Browser den Schlüssel, und hier steht „Am Tresen geprüft“.",
  ],

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
  titleNew: (n: number, name: string) => `(${n}) ${name}`,

  // Return link
  keepTitle: "Damit Sie hierher zurückfinden",
  keepCard:
    "Diese Unterhaltung liegt nur auf diesem Gerät. Mit dem Rückkehr-Link finden Sie auch mit einem neuen Handy hierher zurück.",
  keep: "Link aufbewahren",
  later: "Später",
  keepMore: [
    "Der Rückkehr-Link öffnet diese Unterhaltung auf jedem Gerät: mit einem neuen Handy, am Rechner, oder wenn der Browser aufgeräumt hat.",
    "Er ist wie ein Schlüssel: Wer ihn hat, kann alles mitlesen. Legen Sie ihn dorthin, wo Sie Wichtiges aufheben, und geben Sie ihn niemandem.",
    "Niemand kann ihn Ihnen noch einmal geben, auch nicht der Betrieb.",
  ],
  copyLink: "Link kopieren",
  copied: "Link kopiert. Legen Sie ihn gleich an einem sicheren Ort ab.",
  copyFailed: "Das Kopieren ist hier nicht erlaubt. Markieren Sie den Link und kopieren Sie ihn selbst.",
  shareLink: "An mich selbst senden",
  shareTitle: (name: string) => `Rückkehr-Link: ${name}`,
  printLink: "Drucken",
  qrAlt: "Rückkehr-Link als Code zum Scannen",
  printHow: "Mit der Kamera scannen oder die Adresse abtippen. Wie einen Schlüssel aufbewahren.",
  iKeptIt: "Ich habe ihn aufbewahrt",

  // Profile, imprint, privacy
  phone: "Telefon",
  email: "E-Mail",
  website: "Webseite",
  noImprint: "Der Betrieb hat noch kein Impressum hinterlegt.",
  privacyOwn: "Vom Betrieb",
  privacyTech: "Was diese Seite tut",
  privacyPoints: [
    "Bevor Sie auf „Nachricht schreiben“ tippen, speichert diese Seite nichts auf Ihrem Gerät.",
    "Danach liegen auf Ihrem Gerät: die Schlüssel dieser Unterhaltung, die Nachrichten und Ihr Entwurf. Keine Cookies.",
    "Ihre Nachrichten werden auf Ihrem Gerät verschlüsselt. Lesen können sie nur Sie und das Team. Der Server bewahrt sie verschlossen auf und kann sie nicht öffnen.",
    "Der Server sieht, wann eine Nachricht kommt und ob sie zugestellt und gelesen wurde. Ihre Internetadresse wird nicht gespeichert.",
    "Diese Seite fragt keinen fremden Server.",
    "Den Lesestatus können Sie hier jederzeit abschalten.",
  ],
  noPrivacy:
    "Der Betrieb hat noch keinen eigenen Text hinterlegt. Fragen beantwortet er unter den Angaben im Impressum.",

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
