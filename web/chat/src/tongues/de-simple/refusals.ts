// Translated by machine, to be read by a person.
import type { RefusalWords } from "../../words/de.refusals.ts";

const noted = new Map([
  ["blocked", "Das Team hat Sie blockiert. Das Team nimmt hier keine Nachrichten von Ihnen an."],
  ["unblocked", "Das Team nimmt wieder Nachrichten von Ihnen an."],
]);

const waits = new Map([
  [
    "conversation_blocked",
    "Das Team nimmt hier keine Nachrichten mehr von Ihnen an. Sie können hier alles lesen. Sie können hier alles löschen.",
  ],
  ["too_many", "Das waren viele Nachrichten auf einmal. Bitte warten Sie kurz."],
  [
    "clock_ahead",
    "Die Uhr von diesem Gerät geht falsch. Sie geht mehr als 1 Tag vor. Stellen Sie die Uhr richtig. Dann geht Ihr Text von selbst los.",
  ],
  [
    "conversation_full",
    "Diese Unterhaltung ist voll. Löschen Sie alte Nachrichten. Dann geht Ihr Text von selbst los.",
  ],
  [
    "business_full",
    "Der Betrieb hat gerade keinen Platz mehr auf dem Server. Ihr Text wartet hier. Er geht später von selbst los.",
  ],
  [
    "storage_full",
    "Der Server hat gerade keinen Platz mehr. Ihr Text wartet hier. Er geht später von selbst los.",
  ],
]);

export const refusals: RefusalWords = {
  someBusiness: "Der Betrieb",
  takeOver: "Hier weiter schreiben",
  mismatchTitle: "Vorsicht: Das passt nicht zum Schild.",
  mismatchMore: [
    "Bitte schreiben Sie hier nichts. Fragen Sie im Betrieb.",
    "Auf dem Schild steht ein anderer Code. Vielleicht hat der Betrieb ein neues Schild. Vielleicht will Sie aber auch jemand betrügen.",
    "Wir senden hier nichts ab.",
  ],
  brokenTitle: "Der Ausweis von diesem Betrieb ist kaputt.",
  brokenMore: [
    "Bitte schreiben Sie hier nichts. Fragen Sie im Betrieb.",
    "Der Server ist der Computer mit den Nachrichten. Er muss zeigen: Das ist der richtige Betrieb. Wir können das gerade nicht prüfen. Deshalb bleibt diese Seite zu.",
    "Wir senden nichts ab. Ihr Text bleibt hier.",
  ],
  elsewhereTitle: "Das ist die falsche Adresse.",
  elsewhereMore: [
    "Der Betrieb hat eine andere Internet-Adresse. Scannen Sie das Schild noch einmal. Das heißt: Halten Sie die Kamera auf das Schild. Oder sagen Sie im Betrieb Bescheid.",
    "Ihr Text bleibt auf diesem Gerät.",
  ],
  unknownTitle: "Hier ist kein Betrieb.",
  unknownMore: [
    "Die Internet-Adresse ist falsch. Haben Sie die Adresse richtig geschrieben? Oder scannen Sie das Schild noch einmal. Das heißt: Halten Sie die Kamera auf das Schild.",
  ],
  notOpenTitle: "Diese Seite ist noch nicht fertig.",
  notOpenMore: (name) =>
    `${name} macht die Seite gerade fertig. Danach öffnet sich die Seite von selbst. Sie können auch später wiederkommen.`,
  unsupportedTitle: "Ihr Browser ist zu alt.",
  unsupportedMore: [
    "Ein Browser ist ein Programm für Internet-Seiten. Sie brauchen einen neuen Browser. Zum Beispiel: Chrome, Edge, Firefox oder Safari. Öffnen Sie diese Adresse mit dem neuen Browser. Oder gehen Sie zum Betrieb. Oder rufen Sie im Betrieb an.",
  ],
  storageTitle: "Ihr Browser speichert hier nichts.",
  storageMore: [
    "Ein Browser ist ein Programm für Internet-Seiten. Diese Seite muss etwas speichern. Sonst ist Ihre Unterhaltung nach dem Schließen weg. Öffnen Sie die Seite in einem normalen Fenster. Privater Modus geht nicht. Oder löschen Sie etwas auf dem Gerät. Dann ist wieder Platz.",
  ],
  revokedTitle: "Dieses Gerät ist abgemeldet.",
  revokedMore: [
    "Dieses Gerät zeigt die Unterhaltung nicht mehr. Öffnen Sie Ihren Rückkehr-Link. Dann geht die Unterhaltung wieder auf.",
  ],
  againTitle: "Hier mit dem Rückkehr-Link weiter machen?",
  againMore: [
    "Dieses Gerät ist abgemeldet. Sie haben einen Rückkehr-Link geöffnet.",
    "Wollen Sie weiter machen? Dann löschen wir zuerst den alten Rest von diesem Gerät. Danach zeigt die Seite: Diese Unterhaltung öffnet der Link. Erst dann entscheiden Sie.",
  ],
  againGo: "Rest löschen und weiter",
  withoutLink: "Ohne den Link weiter",
  removedTitle: "Dieses Gerät ist entfernt.",
  removedMore: [
    "Sie haben noch ein anderes Gerät. Das andere Gerät hat dieses Gerät entfernt. Hier ist die Unterhaltung gelöscht. Auf Ihren anderen Geräten ist sie noch da.",
    "Sie können hier eine neue Unterhaltung anfangen. Oder Sie öffnen die alte Unterhaltung wieder. Dafür brauchen Sie Ihren neuen Rückkehr-Link.",
  ],
  noted: (name) => noted.get(name),
  waits: (why) => waits.get(why),
  beginAnew: "Neu anfangen",
  replacedTitle: "Die Unterhaltung ist in einem anderen Fenster offen.",
  replacedMore: ["Dort geht die Unterhaltung weiter. Es ist nichts verloren."],
  updatedTitle: "Tresen ist jetzt neu.",
  updatedMore: [
    "In einem anderen Fenster läuft noch die alte Fassung. Laden Sie die Seite neu. Hilft das nicht? Dann schließen Sie das andere Fenster. Es ist nichts verloren.",
  ],
  newerTitle: "Diese Seite ist zu alt.",
  newerMore: [
    "Der Betrieb hat etwas Neues. Diese Seite versteht das noch nicht. Laden Sie die Seite neu. Hilft das nicht? Dann muss der Betrieb etwas tun. Es ist nichts verloren.",
  ],
  returnLinkTitle: "Dieser Rückkehr-Link öffnet hier nichts.",
  returnLinkMore: [
    "Vielleicht fehlt ein Stück vom Link. Oder der Link gehört zu einem anderen Betrieb. Kopieren Sie den ganzen Link. Versuchen Sie es dann noch einmal.",
    "Vielleicht haben Sie auf einem anderen Gerät einen neuen Link gemacht. Dann geht nur noch der neue Link.",
  ],
};
