// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("de-simple");
const paragraph = (kind: string) => (kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB");

export const myData: Catalogs["myData"] = {
  at: (name) => `bei ${name}`,
  lead: "Das sind alle Daten von Ihnen hier.",
  leadMore: "Sie können die Daten mitnehmen. Oder Sie können die Daten löschen. Sie müssen niemanden fragen.",
  reading: "Wir sehen nach …",
  failed: "Dafür brauchen Sie Internet. Die Daten auf diesem Gerät können Sie schon jetzt mitnehmen.",
  again: "Noch einmal versuchen",

  stored: "Das ist gespeichert",
  talk: "Unterhaltung",
  talkMore: "So können Sie und das Team miteinander schreiben.",
  messages: (n) => count(n, { one: "# Nachricht", other: "# Nachrichten" }),
  talkUntil: (days) =>
    count(days, {
      one: "Bis # Tag nach der letzten Nachricht",
      other: "Bis # Tage nach der letzten Nachricht",
    }),
  talkHeld: "Bleibt noch. Der Betrieb braucht die Unterhaltung.",
  files: "Fotos und Dateien",
  filesMore: "Gehören zur Unterhaltung.",
  filesHow: (n, size) =>
    n === 0 ? "keine" : count(n, { one: `#, zusammen ${size}`, other: `#, zusammen ${size}` }),
  filesUntil: "So lange wie die Nachricht dazu",
  card: "Visitenkarte",
  cardFields: { name: "Name", phone: "Telefon", email: "E-Mail", address: "Adresse" },
  cardNone: "keine",
  cardMore: "Das haben Sie dem Betrieb gegeben.",
  cardUntil: "Bis Sie die Visitenkarte zurücknehmen",
  devices: "Ihre Geräte",
  keys: (n) => count(n, { one: "# Schlüssel", other: "# Schlüssel" }),
  devicesMore: "Nur mit einem Schlüssel kann man Ihre Nachrichten öffnen.",
  devicesUntil: "Bis Sie das Gerät entfernen",
  told: "Bescheid geben",
  toldHow: (push, mail) => (push && mail ? "Browser und E-Mail" : push ? "Browser" : "E-Mail"),
  toldMore: "So wissen Sie: Eine Antwort ist da.",
  toldUntil: "Bis Sie es ausschalten",
  room: "Notizen und Etiketten",
  roomMore:
    "Das schreibt das Team über Sie auf. Der Server kann es nicht lesen. Fragen Sie danach. Dann schickt der Betrieb Ihnen alles hierher.",
  roomUntil: "Bis zum Ende von der Unterhaltung",
  roomAsk: "Danach fragen",
  roomAsked: (due) => `Sie haben gefragt. Die Antwort kommt spätestens am ${due}.`,

  who: "Wer konnte die Daten sehen?",
  team: "Das Team",
  teamMore: "Das Team liest Ihre Nachrichten. Das Team hat dafür Geräte vom Betrieb.",
  server: "Der Server",
  serverMore:
    "Der Server ist der Computer mit den Nachrichten. Er sieht: Wann kommt eine Nachricht? Wie groß ist sie? Den Inhalt kann der Server nicht lesen.",
  nobody: "Sonst niemand",
  nobodyMore: "Wir machen keine Werbung mit Ihren Daten. Wir geben Ihre Daten nicht weiter.",
  access: "Alles der Reihe nach",
  accessMore: "Hier steht: Wer kam dazu? Wer ging weg? Wer hat Daten mitgenommen?",
  what: {
    begun: "Sie haben die Unterhaltung angefangen",
    device_added: "Ein Gerät von Ihnen kam dazu",
    device_removed: "Ein Gerät von Ihnen ist entfernt",
    team_device_added: "Ein Gerät vom Team kam dazu",
    team_device_removed: "Ein Gerät vom Team ist entfernt",
    recovered: "Ein Gerät kam mit dem Rückkehr-Link dazu",
    exported: "Jemand hat die Daten mitgenommen",
    restored: "Der Server hat eine Kopie von früher geholt",
    erased: "Etwas ist gelöscht",
    expired: "Die Zeit zum Aufheben war vorbei",
  },
  byTeam: "vom Team",

  stays: "Das muss bleiben",
  staysMore: "Der Betrieb muss Geschäfts-Briefe und Belege aufheben. Das steht im Gesetz.",
  classes: { letter: "Aufträge und Geschäfts-Briefe", voucher: "Rechnungen und Belege" },
  classBasis: (kind, years) => `${years} Jahre. Die Zeit beginnt am Ende vom Jahr (${paragraph(kind)}).`,
  classUntil: (until) => `Das Letzte bis zum ${until}`,
  hold: "Der Betrieb hält fest",
  reasons: {
    dispute: "Es gibt einen Streit. Der Betrieb braucht dafür die Unterhaltung.",
    assessment: "Das Finanzamt ist noch nicht fertig (§\u00a0147 Abs.\u00a03 AO).",
    other: "Der Betrieb hat einen Grund. Deshalb löschen wir noch nicht.",
  },
  heldUntil: (until) => (until === null ? "Das Ende steht noch nicht fest" : `Bis zum ${until}`),

  rights: "Ihre Rechte",
  correct: "Falsches ändern",
  correctMore:
    "Ihre Visitenkarte können Sie selbst ändern. Ihre Nachrichten können Sie 15 Minuten lang ändern. Ist etwas anderes falsch? Dann schreiben Sie es dem Team. Wir merken uns hier den Tag für die Antwort.",
  correctCard: "Visitenkarte öffnen",
  correctAsk: "Änderung verlangen",
  counted: "Der Betrieb darf mich mitzählen",
  countedMore:
    "Der Betrieb zählt: Wie viele Nachrichten kommen? Wie schnell antwortet das Team? Den Inhalt zählt der Betrieb nicht. Schalten Sie das aus? Dann zählt der Betrieb Sie nicht mit (Art. 21 DSGVO).",
  restricted: "Daten nur speichern, nicht benutzen",
  restrictedMore:
    "Ist das an? Dann zählt der Betrieb nichts. Dann kommt keine Antwort von selbst. Dann verschwindet nichts von selbst (Art. 18 DSGVO). Das Team sieht diese Einstellung.",
  requests: "Ihre Anfragen",
  requestsMore: "Der Betrieb hat 1 Monat Zeit für die Antwort. Die Zeit beginnt mit Ihrer Anfrage.",
  kinds: {
    access: "Auskunft",
    correct: "Änderung",
    restrict: "Daten nur speichern",
    object: "Nicht mitzählen",
    erase: "Löschen",
    portability: "Daten mitnehmen",
  },
  states: {
    open: "offen",
    looked: "Antwort ist unterwegs",
    extended: "offen, es dauert länger",
    answered: "beantwortet",
    refused: "abgelehnt",
    withdrawn: "zurückgenommen",
  },
  due: (day) => `bis zum ${day}`,
  withdraw: "Zurücknehmen",
  withdrawOf: (kind) => `Zurücknehmen: ${kind}`,
  done: "Das haben wir uns gemerkt. Der Betrieb sieht es sofort.",
  notDone:
    "Das hat nicht geklappt. Alles ist wie vorher. Dafür brauchen Sie Internet. Versuchen Sie es noch einmal.",

  why: "Warum speichern wir das?",
  recipients: "Wer bekommt sonst etwas?",
  recipientsNone: "Niemand.",
  keptFor: (kept) => `So lange: ${kept}`,

  remains:
    "Das bleibt nach dem Löschen: Auf dem Server bleiben Nummern und öffentliche Schlüssel von Ihren Geräten. Darin steht kein Inhalt. So kommt nichts Gelöschtes zurück. Auch auf diesem Gerät kann noch etwas bleiben: in den Dateien vom Browser. Ein Browser ist ein Programm für Internet-Seiten. Nach einer Weile ist das von selbst weg. Soll es sofort weg sein? Dann öffnen Sie die Einstellungen vom Browser. Löschen Sie dort die Daten von dieser Internet-Seite.",
  take: "Alles herunterladen",
  erase: "Alles löschen",
  steps: {
    reading: (done, of) => `Wir lesen die Nachrichten: ${done} von ${of}`,
    files: (done, of) => `Wir holen die Dateien: ${done} von ${of}`,
    packing: (done, of) => `Wir packen alles ein: ${done} von ${of}`,
  },
  cancel: "Abbrechen",
  cancelled: "Abgebrochen. Wir haben nichts gespeichert.",
  saved: (size) => `Ihre Daten sind gespeichert (${size}).`,
  savedMore:
    "Vorsicht: Jeder kann diese Daten lesen. Passen Sie gut auf die Daten auf. Die Daten sind in einem Paket. Packen Sie das Paket aus. Öffnen Sie dann die Datei index.html. Das geht auch ohne Internet.",
  savedPart:
    "Ein Teil fehlt. Der Server hat nicht geantwortet. Laden Sie die Daten später noch einmal herunter.",
  takeFailed: "Das Paket mit den Daten ist nicht fertig. Versuchen Sie es noch einmal.",
  fileName: (day) => `meine-daten-${day}`,
};
