// Words of the pages that refuse, and for what the server takes only later; they come when one is needed.

/** What the team did that the customer is told. */
const noted = new Map([
  ["blocked", "Das Team hat Sie in dieser Unterhaltung blockiert."],
  ["unblocked", "Das Team nimmt wieder Nachrichten von Ihnen an."],
]);

/** Why the server takes what was written only later, by its code. */
const waits = new Map([
  [
    "conversation_blocked",
    "Das Team nimmt hier keine Nachrichten von Ihnen mehr an. Sie können alles lesen und löschen, was hier steht.",
  ],
  ["too_many", "Einen Moment, das waren viele auf einmal."],
  [
    "clock_ahead",
    "Die Uhr dieses Geräts geht um mehr als einen Tag vor. Stellen Sie sie richtig, dann geht Ihr Text von selbst hinaus.",
  ],
  [
    "conversation_full",
    "Diese Unterhaltung ist voll. Löschen Sie Nachrichten, die Sie nicht mehr brauchen. Dann geht Ihr Text von selbst hinaus.",
  ],
  [
    "business_full",
    "Der Betrieb kann gerade nichts mehr annehmen, sein Platz auf dem Server ist voll. Ihr Text liegt bereit und geht später von selbst hinaus.",
  ],
  [
    "storage_full",
    "Der Server hat gerade keinen Platz mehr. Ihr Text liegt bereit und geht später von selbst hinaus.",
  ],
]);

export const de = {
  someBusiness: "Der Betrieb",
  takeOver: "Hier weiterschreiben",
  mismatchTitle: "Dieser Schlüssel passt nicht zum Schild.",
  mismatchMore: [
    "Bitte schreiben Sie nichts und fragen Sie am Tresen.",
    "Auf dem Schild steht ein anderer Fingerabdruck als der, den dieser Server zeigt. Vielleicht wurde das Schild erneuert. Vielleicht gibt sich jemand für den Betrieb aus.",
    "Abgeschickt wird hier nichts.",
  ],
  brokenTitle: "Der Ausweis dieses Betriebs ist beschädigt.",
  brokenMore: [
    "Bitte schreiben Sie nichts und fragen Sie am Tresen.",
    "Was der Server als Nachweis gesendet hat, lässt sich nicht prüfen. Solange bleibt diese Seite zu.",
    "Abgeschickt wird nichts, und was Sie hier geschrieben haben, bleibt erhalten.",
  ],
  elsewhereTitle: "Das ist nicht die richtige Adresse.",
  elsewhereMore: [
    "Der Server ist unter einer anderen Adresse eingerichtet. Scannen Sie das Schild noch einmal, oder sagen Sie am Tresen Bescheid.",
    "Was Sie hier geschrieben haben, bleibt auf diesem Gerät.",
  ],
  unknownTitle: "Hier ist kein Betrieb.",
  unknownMore: [
    "Die Adresse stimmt nicht ganz. Prüfen Sie die Schreibweise oder scannen Sie das Schild noch einmal.",
  ],
  notOpenTitle: "Hier wird noch eingeräumt.",
  notOpenMore: (name: string) =>
    `${name} richtet den Tresen gerade ein. Sobald es losgeht, öffnet sich diese Seite von selbst. Schauen Sie sonst bald wieder vorbei.`,
  unsupportedTitle: "Dieser Browser ist zu alt für verschlüsselte Nachrichten.",
  unsupportedMore: [
    "Aktualisieren Sie ihn, oder nehmen Sie einen aktuellen Chrome, Edge, Firefox oder Safari. Bis dahin erreichen Sie den Betrieb wie bisher.",
  ],
  storageTitle: "Der Browser lässt hier nichts speichern.",
  storageMore: [
    "Ohne Speicher gingen Ihre Schlüssel beim Schließen verloren. Nehmen Sie ein gewöhnliches Fenster statt eines privaten, oder machen Sie Platz auf dem Gerät.",
  ],
  revokedTitle: "Dieses Gerät ist abgemeldet.",
  revokedMore: [
    "Diese Unterhaltung wurde für dieses Gerät beendet. Mit Ihrem Rückkehr-Link öffnen Sie sie wieder.",
  ],
  againTitle: "Mit dem Rückkehr-Link hier weitermachen?",
  againMore: [
    "Dieses Gerät ist abgemeldet, und Sie haben einen Rückkehr-Link geöffnet.",
    "Fahren Sie fort, wird gelöscht, was hier noch von der Unterhaltung liegt. Was der Link öffnet, zeigt die Seite dann, bevor etwas geschieht.",
  ],
  againGo: "Hier löschen und fortfahren",
  withoutLink: "Ohne den Link weiter",
  removedTitle: "Dieses Gerät wurde entfernt.",
  removedMore: [
    "Ein anderes Ihrer Geräte hat es aus der Unterhaltung genommen. Was davon hier lag, ist gelöscht; auf Ihren anderen Geräten ist es noch da.",
    "Sie können hier eine neue Unterhaltung beginnen oder die alte mit Ihrem neuen Rückkehr-Link wieder öffnen.",
  ],
  noted: (name: string): string | undefined => noted.get(name),
  waits: (why: string): string | undefined => waits.get(why),
  beginAnew: "Neu beginnen",
  replacedTitle: "Die Unterhaltung ist woanders offen.",
  replacedMore: ["Sie läuft jetzt in einem anderen Fenster weiter. Es ist nichts verloren."],
  updatedTitle: "Tresen wurde aktualisiert.",
  updatedMore: [
    "In einem anderen Fenster läuft die vorige Version. Laden Sie neu; hilft das nicht, schließen Sie jenes. Es ist nichts verloren.",
  ],
  newerTitle: "Diese Fassung ist dafür zu alt.",
  newerMore: [
    "Der Betrieb verwendet etwas, das diese Fassung von Tresen nicht versteht. Laden Sie die Seite neu. Hilft das nicht, muss er seinen Server aktualisieren. Es ist nichts verloren.",
  ],
  returnLinkTitle: "Dieser Rückkehr-Link öffnet hier nichts.",
  returnLinkMore: [
    "Vielleicht fehlt ihm ein Stück, oder er gehört zu einem anderen Betrieb. Versuchen Sie es mit dem ganzen Link.",
    "Oder Sie haben ihn auf einem Ihrer Geräte erneuert. Dann gilt nur der neue.",
  ],
};

export type RefusalWords = typeof de;
