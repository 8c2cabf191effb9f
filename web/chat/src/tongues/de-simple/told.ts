// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";

export const told: Pick<Catalogs, "doubt" | "forgets" | "mail" | "tell" | "telling"> = {
  forgets:
    "Safari löscht alles nach 7 Tagen ohne Besuch. Dagegen hilft: ein Weg zurück. Oder legen Sie diese Seite auf den Home-Bildschirm.",
  doubt: {
    said: "Wir wollten Ihnen Bescheid geben. Auf diesem Gerät ist wohl nichts angekommen.",
    byMail: "Deshalb haben Sie eine E-Mail bekommen. Das bleibt erst einmal so.",
    attempt: "Sie können es prüfen. Die Test-Nachricht finden Sie in den Einstellungen.",
    open: "Ansehen",
  },
  tell: {
    card: "So bleiben wir in Kontakt",
    welcomeBack: "Schön: Sie sind wieder da. So bleiben wir in Kontakt:",
    cardOpen: "Ansehen",
    cardNo: "Nicht mehr zeigen",
    joined: "1 neues Gerät gehört jetzt zu Ihrer Unterhaltung.",
    reading: "Das Team sieht: Sie haben die Nachricht gelesen.",
    readingChange: "Ändern",
    tellAsk: "Sollen wir bei einer Antwort Bescheid geben?",
    tellBrief: "Die Firma von Ihrem Browser erfährt nur: Jetzt kommt etwas.",
    tellHomeBrief: "Dafür legen Sie diese Seite auf den Home-Bildschirm.",
    tellHow: "So geht es",
    tellHome:
      "Auf iPhone und iPad geht das nur vom Home-Bildschirm. So geht es: 1. Kopieren Sie Ihren Rückkehr-Link. 2. Tippen Sie auf „Teilen“. 3. Tippen Sie auf „Zum Home-Bildschirm“. 4. Öffnen Sie die Seite vom Home-Bildschirm. 5. Öffnen Sie dort das Menü und „Rückkehr-Link“. 6. Fügen Sie den Link ein.",
    tellYes: "Ja, bitte",
    tellNo: "Nein danke",
    tellTitle: "Bescheid geben",
    tellOn: "Auf diesem Gerät Bescheid geben",
    tellDenied:
      "Ihr Browser erlaubt das nicht. Wir fragen nicht noch einmal. Sie können es ändern: in den Einstellungen vom Browser, bei den Rechten für diese Seite.",
    tellCannot: "Dieser Browser kann nicht Bescheid geben.",
    tellFailed: "Die Firma vom Browser antwortet nicht. Wir geben nur bei offener Seite Bescheid.",
    tellNew: "Neue Nachricht",
    tellLost: "Ihr Browser gibt hier nicht mehr Bescheid. Sollen wir wieder Bescheid geben?",
  },
  telling: {
    more: "Die Seite ist zu? Dann weckt eine Firma dieses Gerät. Die Firma gehört zu Ihrem Browser: Google, Apple oder Mozilla. Ein Browser ist ein Programm für Internet-Seiten. Die Firma weiß nur: Jetzt kommt etwas. Die Firma weiß nicht: was kommt und von wem.",
    onHere: "Diese Seite ist irgendwo offen? Dann bekommen Sie Bescheid.",
    attempt: "Test-Nachricht",
    tryBody: "So sieht es bei einer Antwort aus.",
    tried: {
      shown: "Angekommen. Sehen Sie nichts? Dann sehen Sie im Gerät bei „Nicht stören“ nach.",
      not: "Nicht angekommen. Der Browser hat nichts gezeigt.",
      taken: "Die Test-Nachricht ist hier angekommen.",
      waiting: "Die Test-Nachricht ist unterwegs. Manchmal dauert es 1 Minute.",
      later: "Die Firma vom Browser antwortet nicht. Versuchen Sie es später noch einmal.",
      gone: "Die Firma vom Browser kennt dieses Gerät nicht mehr. Schalten Sie „Bescheid geben“ aus und wieder ein.",
    },
  },
  mail: {
    title: "Mit E-Mail Bescheid geben",
    how: (name) =>
      `${name} antwortet und Sie sind nicht hier? Dann bekommen Sie 1 E-Mail. Darin steht nur: „${name} hat geantwortet“. Die nächste E-Mail kommt erst nach Ihrem nächsten Besuch. Die Firmen für die E-Mail sehen nur: Eine E-Mail ist da. Der Server speichert Ihre Adresse. Der Server kann die Adresse lesen. Nehmen Sie die Adresse zurück? Oder löschen Sie alles? Dann ist die Adresse weg. Das Team sieht die Adresse nicht.`,
    notBeside: "Bekommt ein Gerät von Ihnen schon Bescheid? Dann kommt keine E-Mail.",
    field: "E-Mail-Adresse",
    ask: "E-Mail zum Bestätigen schicken",
    wrong: "Schreiben Sie eine E-Mail-Adresse. Zum Beispiel: anna@example.org.",
    many: "Das waren zu viele E-Mails zum Bestätigen. Versuchen Sie es morgen noch einmal.",
    failed: "Der Server antwortet nicht. Alles ist wie vorher.",
    asked: (address) =>
      `Wir haben eine E-Mail an ${address} geschickt. Tippen Sie in der E-Mail auf den Link. Sie haben 24 Stunden Zeit. Vorher kommt kein Bescheid. Ist keine E-Mail da? Dann sehen Sie im Spam-Ordner nach.`,
    askedLater: (address) =>
      `Die E-Mail an ${address} ist noch nicht losgegangen. Wir versuchen es weiter. Es kann ein paar Minuten dauern.`,
    confirmed: (address) => `Wir geben Bescheid an ${address}.`,
    stopped: "Sie haben die E-Mails mit einem Link beendet. Die Adresse ist gelöscht.",
    refused:
      "Die E-Mail kann nicht ankommen. Vielleicht ist die Adresse falsch. Wir haben die Adresse gelöscht.",
    back: "Adresse zurücknehmen",
    gone: "Die Adresse ist gelöscht.",
    attempt: "Test-Nachricht",
    tried: {
      taken:
        "Die Test-Nachricht ist unterwegs. Ist sie nach ein paar Minuten nicht da? Dann sehen Sie im Spam-Ordner nach.",
      later: "Die Test-Nachricht geht gerade nicht los. Versuchen Sie es später noch einmal.",
      gone: "An diese Adresse kann nichts ankommen. Wir haben die Adresse gelöscht.",
    },
    orHome: "Oder ohne E-Mail:",
    notice:
      "Nur mit einer bestätigten E-Mail-Adresse: Der Server speichert die Adresse. Der Server kann die Adresse lesen. Er schreibt Ihnen eine E-Mail: Eine Antwort ist da. Die Firmen für die E-Mail sehen nur: Eine E-Mail ist da. Nehmen Sie die Adresse zurück? Oder tippen Sie in einer E-Mail auf den Link? Oder löschen Sie alles? Dann ist die Adresse weg.",
    short: "In der E-Mail steht nur: Eine Antwort ist da.",
    by: "Mit E-Mail",
  },
};
