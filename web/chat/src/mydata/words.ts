import { catalogOf } from "@tresen/ui";

/** Words of "Meine Daten", fetched with it, in both languages. */

const de = {
  at: (name: string) => `bei ${name}`,
  lead: "Das ist alles, was es von Ihnen hier gibt.",
  leadMore: "Sie können es mitnehmen oder löschen, sofort und ohne zu fragen.",
  reading: "Es wird nachgesehen …",
  failed: "Dazu brauchen Sie Netz. Mitnehmen können Sie schon jetzt, was auf diesem Gerät liegt.",
  again: "Noch einmal versuchen",

  stored: "Was gespeichert ist",
  talk: "Unterhaltung",
  talkMore: "Damit Sie und das Team sich absprechen können.",
  messages: (n: number) => (n === 1 ? "1 Nachricht" : `${n.toLocaleString("de")} Nachrichten`),
  talkUntil: (days: number) => `Bis ${days} Tage nach dem letzten Wort`,
  talkHeld: "Bleibt vorerst, weil der Betrieb sie festhält",
  files: "Fotos und Dateien",
  filesMore: "Gehören zur Unterhaltung.",
  filesHow: (n: number, size: string) => (n === 0 ? "keine" : `${n.toLocaleString("de")}, zusammen ${size}`),
  filesUntil: "Wie die Nachricht, an der sie hängen",
  card: "Visitenkarte",
  cardFields: { name: "Name", phone: "Telefon", email: "E-Mail", address: "Anschrift" },
  cardNone: "keine",
  cardMore: "Was Sie dem Betrieb übergeben haben.",
  cardUntil: "Bis Sie sie zurücknehmen",
  devices: "Ihre Geräte",
  keys: (n: number) => (n === 1 ? "1 Schlüssel" : `${n} Schlüssel`),
  devicesMore: "Damit nur Sie Ihre Nachrichten öffnen können.",
  devicesUntil: "Bis Sie sie abmelden",
  told: "Benachrichtigung",
  toldHow: (push: boolean, mail: boolean): string =>
    push && mail ? "Browser und E-Mail" : push ? "Browser" : "E-Mail",
  toldMore: "Damit Sie von Antworten erfahren.",
  toldUntil: "Bis Sie sie abschalten",
  room: "Notizen und Etiketten",
  roomMore:
    "Was sich das Team zu Ihnen merkt. Der Server kann es nicht lesen. Fragen Sie, und der Betrieb schickt Ihnen jedes Wort verschlüsselt hierher.",
  roomUntil: "Bis zum Ende der Unterhaltung",
  roomAsk: "Danach fragen",
  roomAsked: (due: string) => `Gefragt. Antwort bis ${due}.`,

  who: "Wer Zugriff hatte",
  team: "Das Team",
  teamMore: "Liest Ihre Nachrichten auf den Geräten des Betriebs.",
  server: "Der Server",
  serverMore: "Sieht, wann etwas geschickt wird und wie groß es ist. Den Inhalt kann er nicht lesen.",
  nobody: "Sonst niemand",
  nobodyMore: "Keine Werbung, keine Auswertung, keine Weitergabe.",
  access: "Der Reihe nach",
  accessMore: "Wer wann dazukam, wegging oder die Daten mitgenommen hat.",
  what: {
    begun: "Sie haben die Unterhaltung begonnen",
    device_added: "Ein Gerät von Ihnen kam dazu",
    device_removed: "Ein Gerät von Ihnen wurde entfernt",
    team_device_added: "Ein Gerät des Teams kam dazu",
    team_device_removed: "Ein Gerät des Teams wurde entfernt",
    recovered: "Der Rückkehr-Link hat ein Gerät hereingelassen",
    exported: "Die Daten wurden mitgenommen",
    restored: "Der Server wurde aus einer Sicherung geholt",
    erased: "Etwas wurde gelöscht",
    expired: "Die Aufbewahrungszeit war vorbei",
  } as Readonly<Record<string, string>>,
  byTeam: "vom Team",

  stays: "Was bleiben muss",
  staysMore: "Geschäftsbriefe und Belege muss der Betrieb aufheben.",
  classes: { letter: "Aufträge und Geschäftsbriefe", voucher: "Rechnungen und Belege" } as Readonly<
    Record<string, string>
  >,
  classBasis: (kind: string, years: number) =>
    `${years} Jahre, ab dem Ende des Kalenderjahrs (${kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB"})`,
  classUntil: (until: string) => `Das Letzte bis ${until}`,
  hold: "Festgehalten",
  reasons: {
    dispute: "Der Betrieb braucht die Unterhaltung, um einen Streit zu klären.",
    assessment: "Eine Steuerfestsetzung läuft noch (§\u00a0147 Abs.\u00a03 AO).",
    other: "Der Betrieb hat einen Grund, sie vorerst nicht von selbst löschen zu lassen.",
  } as Readonly<Record<string, string>>,
  heldUntil: (until: string | null) => (until === null ? "Bis auf Weiteres" : `Bis ${until}`),

  rights: "Ihre Rechte",
  correct: "Berichtigen",
  correctMore:
    "Die Visitenkarte ändern Sie selbst. Eine eigene Nachricht bearbeiten Sie in den ersten 15 Minuten. Für alles andere schreiben Sie, was falsch ist; hier merken wir die Frist vor.",
  correctCard: "Visitenkarte öffnen",
  correctAsk: "Berichtigung verlangen",
  counted: "In der Statistik mitzählen",
  countedMore:
    "Der Betrieb zählt, wie viele Nachrichten kommen und wie schnell er antwortet, ohne Inhalte. Schalten Sie aus, und Sie stehen in keiner Zahl mehr (Art. 21).",
  restricted: "Verarbeitung einschränken",
  restrictedMore:
    "Solange das an ist, zählt nichts, antwortet nichts von selbst, und nichts wird von selbst gelöscht (Art. 18). Das Team sieht es.",
  requests: "Ihre Anfragen",
  requestsMore: "Der Betrieb hat einen Monat Zeit, gezählt ab dem Tag, an dem sie ankommt.",
  kinds: {
    access: "Auskunft",
    correct: "Berichtigung",
    restrict: "Einschränkung",
    object: "Widerspruch",
    erase: "Löschung",
    portability: "Mitnahme",
  } as Readonly<Record<string, string>>,
  states: {
    open: "offen",
    looked: "wird gerade verschickt",
    extended: "offen, Frist verlängert",
    answered: "beantwortet",
    refused: "abgelehnt",
    withdrawn: "zurückgezogen",
  } as Readonly<Record<string, string>>,
  due: (day: string) => `bis ${day}`,
  withdraw: "Zurückziehen",
  withdrawOf: (kind: string) => `${kind} zurückziehen`,
  done: "Ist vermerkt. Der Betrieb sieht es sofort.",
  notDone:
    "Das hat nicht geklappt, es ist alles wie vorher. Versuchen Sie es noch einmal, wenn Sie Netz haben.",

  why: "Wozu und auf welcher Grundlage",
  recipients: "Wer sonst etwas bekommt",
  recipientsNone: "Niemand.",
  keptFor: (kept: string) => `Aufbewahrung: ${kept}`,

  remains:
    "Was nach dem Löschen bleibt: Auf dem Server Kennungen und öffentliche Schlüssel Ihrer Geräte, ohne Inhalt, damit keine Sicherung etwas zurückbringt. Auf diesem Gerät können gelöschte Worte noch eine Weile in den eigenen Dateien Ihres Browsers liegen, bis er sie überschreibt. Sicher weg sind sie dort, wenn Sie in den Einstellungen des Browsers die Daten dieser Website löschen.",
  take: "Alles herunterladen",
  erase: "Alles löschen",
  steps: {
    reading: (done: string, of: string) => `Nachrichten werden gelesen: ${done} von ${of}`,
    files: (done: string, of: string) => `Dateien werden geholt: ${done} von ${of}`,
    packing: (done: string, of: string) => `Wird gepackt: ${done} von ${of}`,
  },
  cancel: "Abbrechen",
  cancelled: "Abgebrochen. Es wurde nichts gespeichert.",
  saved: (size: string) => `Ihr Datenpaket ist gespeichert (${size}).`,
  savedMore:
    "Es ist nicht mehr verschlüsselt. Packen Sie es aus und öffnen Sie index.html, auch ohne Netz. Bewahren Sie es auf wie Ihre Kontoauszüge.",
  savedPart:
    "Ein Teil fehlt, weil der Server nicht zu erreichen war. Laden Sie es mit Netz noch einmal herunter.",
  takeFailed: "Das Datenpaket ließ sich nicht fertig machen. Versuchen Sie es noch einmal.",
  fileName: (day: string) => `meine-daten-${day}`,
};

export type MyDataWords = typeof de;

const en: MyDataWords = {
  at: (name) => `at ${name}`,
  lead: "This is all there is about you here.",
  leadMore: "You can take it with you or delete it, at once and without asking.",
  reading: "Looking it up …",
  failed: "This takes a connection. What is on this device you can take along already.",
  again: "Try again",

  stored: "What is stored",
  talk: "Conversation",
  talkMore: "So that you and the team can make arrangements.",
  messages: (n) => (n === 1 ? "1 message" : `${n.toLocaleString("en")} messages`),
  talkUntil: (days) => `Until ${days} days after the last word`,
  talkHeld: "Stays for now, because the business holds it",
  files: "Photos and files",
  filesMore: "Part of the conversation.",
  filesHow: (n, size) => (n === 0 ? "none" : `${n.toLocaleString("en")}, ${size} in all`),
  filesUntil: "As the message that brought them",
  card: "Contact card",
  cardFields: { name: "name", phone: "phone", email: "e-mail", address: "address" },
  cardNone: "none",
  cardMore: "What you handed over to the business.",
  cardUntil: "Until you take it back",
  devices: "Your devices",
  keys: (n) => (n === 1 ? "1 key" : `${n} keys`),
  devicesMore: "So that only you can open your messages.",
  devicesUntil: "Until you sign them out",
  told: "Being told",
  toldHow: (push, mail) => (push && mail ? "browser and e-mail" : push ? "browser" : "e-mail"),
  toldMore: "So that you hear of answers.",
  toldUntil: "Until you switch it off",
  room: "Notes and labels",
  roomMore:
    "What the team notes down about you. The server cannot read it. Ask, and the business sends you every word, encrypted, to this place.",
  roomUntil: "Until the conversation ends",
  roomAsk: "Ask for it",
  roomAsked: (due) => `Asked. Answer by ${due}.`,

  who: "Who had access",
  team: "The team",
  teamMore: "Reads your messages on the business's devices.",
  server: "The server",
  serverMore: "Sees when something is sent and how large it is. It cannot read the content.",
  nobody: "Nobody else",
  nobodyMore: "No advertising, no analysis, nothing passed on.",
  access: "In order",
  accessMore: "Who joined, left or took the data along, and when.",
  what: {
    begun: "You began the conversation",
    device_added: "A device of yours joined",
    device_removed: "A device of yours was removed",
    team_device_added: "A device of the team joined",
    team_device_removed: "A device of the team was removed",
    recovered: "The return link let a device in",
    exported: "The data was taken along",
    restored: "The server was restored from a backup",
    erased: "Something was erased",
    expired: "The time for keeping it was over",
  },
  byTeam: "by the team",

  stays: "What must stay",
  staysMore: "The business must keep business letters and vouchers.",
  classes: { letter: "Orders and business letters", voucher: "Invoices and vouchers" },
  classBasis: (kind, years) =>
    `${years} years from the end of the calendar year (${kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB"})`,
  classUntil: (until) => `The last of it until ${until}`,
  hold: "Held",
  reasons: {
    dispute: "The business needs the conversation to settle a dispute.",
    assessment: "A tax assessment is still open (§\u00a0147(3) AO).",
    other: "The business has a reason for not letting it go by itself for now.",
  },
  heldUntil: (until) => (until === null ? "Until further notice" : `Until ${until}`),

  rights: "Your rights",
  correct: "Correct",
  correctMore:
    "You change the contact card yourself. You edit a message of your own within its first 15 minutes. For anything else, write what is wrong; here the time limit is noted.",
  correctCard: "Open contact card",
  correctAsk: "Ask for a correction",
  counted: "Count in statistics",
  countedMore:
    "The business counts how many messages come and how fast it answers, without their content. Switch this off and you are in no figure (Art. 21).",
  restricted: "Restrict processing",
  restrictedMore:
    "While this is on, nothing is counted, nothing answers by itself, and nothing is deleted by itself (Art. 18). The team sees it.",
  requests: "Your requests",
  requestsMore: "The business has one month, counted from the day a request arrives.",
  kinds: {
    access: "Information",
    correct: "Correction",
    restrict: "Restriction",
    object: "Objection",
    erase: "Erasure",
    portability: "Taking along",
  },
  states: {
    open: "open",
    looked: "being sent",
    extended: "open, time extended",
    answered: "answered",
    refused: "refused",
    withdrawn: "withdrawn",
  },
  due: (day) => `by ${day}`,
  withdraw: "Withdraw",
  withdrawOf: (kind) => `Withdraw: ${kind}`,
  done: "Noted. The business sees it at once.",
  notDone: "That did not work; everything is as it was. Try again once you have a connection.",

  why: "What for, and on what basis",
  recipients: "Who else gets something",
  recipientsNone: "Nobody.",
  keptFor: (kept) => `Kept: ${kept}`,

  remains:
    "What stays after erasing: on the server the ids and public keys of your devices, without content, so that no backup brings anything back. On this device erased words may lie in your browser's own files for a while, until it overwrites them. They are gone there for certain once you clear this website's data in the browser's settings.",
  take: "Download everything",
  erase: "Delete everything",
  steps: {
    reading: (done, of) => `Reading messages: ${done} of ${of}`,
    files: (done, of) => `Fetching files: ${done} of ${of}`,
    packing: (done, of) => `Packing: ${done} of ${of}`,
  },
  cancel: "Cancel",
  cancelled: "Cancelled. Nothing was saved.",
  saved: (size) => `Your data package is saved (${size}).`,
  savedMore:
    "It is no longer encrypted. Unpack it and open index.html, even without a connection. Keep it as you keep bank statements.",
  savedPart:
    "Part of it is missing, because the server could not be reached. Download it again with a connection.",
  takeFailed: "The data package could not be finished. Try again.",
  fileName: (day) => `my-data-${day}`,
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("myData", { de, en });
