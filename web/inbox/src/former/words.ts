import type { ExportTrouble, FormerChat } from "@tresen/core/api";
import { lang } from "@tresen/ui";

const number = (n: number, locale: string): string => n.toLocaleString(locale);
const messagesDe = (n: number) => (n === 1 ? "1 Nachricht" : `${number(n, "de")} Nachrichten`);
const filesDe = (n: number) => (n === 1 ? "1 Datei" : `${number(n, "de")} Dateien`);
const messagesEn = (n: number) => (n === 1 ? "1 message" : `${number(n, "en")} messages`);
const filesEn = (n: number) => (n === 1 ? "1 file" : `${number(n, "en")} files`);

/** Former chats in German. Every key is in English below. */
const de = {
  title: "Früher bei WhatsApp",
  elsewhere: "Früher anderswo",
  lead: "Was ihr früher bei WhatsApp geschrieben habt: ein Export wird auf diesem Gerät gelesen, versiegelt und hier abgelegt. Nur zum Lesen, nur fürs Team.",
  none: "Noch nichts abgelegt.",
  bring: "Chat aus WhatsApp einlesen",
  span: (from: string, to: string) => (from === to ? from : `${from} bis ${to}`),
  count: (messages: number, media: number) =>
    media === 0 ? messagesDe(messages) : `${messagesDe(messages)}, ${filesDe(media)}`,
  waiting: "wird abgelegt, sobald du verbunden bist",
  failed: "Der Server hat das nicht angenommen.",
  drop: "Verwerfen",

  section: "Alte Chats mit­nehmen",
  sectionLead:
    "Ein Export aus WhatsApp wird auf diesem Gerät gelesen, versiegelt und steht als „Früher bei WhatsApp“ bei der Karte. Nur zum Lesen. Nichts davon verbindet sich mit Meta.",
  choose: "Export wählen",

  file: "Export aus WhatsApp (.txt oder .zip)",
  fileHint: "Auswählen oder hierher ziehen. Die Datei bleibt auf diesem Gerät.",
  how: "So kommst du zum Export",
  howAndroid: "Android: den Chat öffnen, ⋮ → Mehr → Chat exportieren, mit oder ohne Medien.",
  howIphone: "iPhone: den Chat öffnen, oben auf den Namen tippen → Chat exportieren.",
  reading: "Der Export wird gelesen",
  cancel: "Abbrechen",
  other: "Andere Datei",
  askDay: "Was steht in diesem Export zuerst?",
  askDayMore: "Aus der Datei allein ist nicht zu erkennen, welche Zahl der Tag ist und welche der Monat.",
  dmy: "Erst der Tag (1/2 ist der 1. Februar)",
  mdy: "Erst der Monat (1/2 ist der 2. Januar)",
  goOn: "Weiter",

  found: (messages: number, span: string) => `${messagesDe(messages)}: ${span}`,
  notices: (n: number) =>
    n === 1
      ? "1 Hinweis von WhatsApp selbst bleibt weg."
      : `${number(n, "de")} Hinweise von WhatsApp selbst bleiben weg.`,
  who: "Wer davon seid ihr?",
  whoHint: "So stehen eure Nachrichten rechts.",
  to: "Zu wem gehört der Chat?",
  toMissing:
    "Wähl, zu wem der Chat gehört. Dafür muss die Kundin oder der Kunde hier schon geschrieben haben.",
  belongs: (name: string) => `Gehört zu ${name}.`,
  change: "Ändern",
  from: "Ab",
  until: "Bis",
  chosen: (messages: number) => `${messagesDe(messages)} in diesen Tagen`,
  noneChosen: "In diesen Tagen steht nichts.",
  media: (n: number) =>
    n === 1
      ? "1 Foto, Sprachnachricht oder PDF mitnehmen"
      : `${number(n, "de")} Fotos, Sprachnachrichten und PDFs mitnehmen`,
  mediaHint:
    "Fotos ohne Kameradaten. Videos, Sticker und Dateien über 16 MB bleiben im Export, zusammen höchstens 72 MB.",
  law: (name: string) =>
    `Alte Nachrichten sind persönliche Daten von ${name}. Sie liegen versiegelt im Hinterzimmer und gehen mit der Unterhaltung: wenn ihr sie löscht, ${name} sie löscht oder eure Frist abläuft. Nimm nur mit, was ihr noch braucht.`,
  lawSomebody: "dieser Person",
  go: "Einlesen",
  preparing: (done: number, of: number) =>
    `Dateien werden vorbereitet: ${number(done, "de")} von ${number(of, "de")}`,
  packing: "Wird verpackt",
  comparing: "Wird mit dem verglichen, was schon da ist",
  carrying: (done: number, of: number) => `Wird versiegelt übertragen: ${done} von ${of}`,
  done: (messages: number, name: string) =>
    `${messagesDe(messages)} ${messages === 1 ? "liegt" : "liegen"} jetzt bei ${name}.`,
  before: (n: number) =>
    n === 1 ? "1 Nachricht war schon da." : `${number(n, "de")} Nachrichten waren schon da.`,
  nothingNew: "Alles aus diesen Tagen ist schon da. Es wurde nichts doppelt abgelegt.",
  left: (n: number) =>
    n === 1
      ? "1 Datei blieb weg: zu groß oder nicht lesbar. Ihr Name steht im Chat."
      : `${number(n, "de")} Dateien blieben weg: zu groß oder nicht lesbar. Ihre Namen stehen im Chat.`,
  look: "Zur Karte",
  close: "Fertig",
  troubles: {
    empty: "In dieser Datei steht kein Chat.",
    not_export:
      "Das ist kein Export aus WhatsApp. Erwartet wird die .txt- oder ZIP-Datei, die WhatsApp beim Exportieren eines Chats anlegt.",
    no_date: "In dieser Datei ist kein Datum zu lesen. Exportier den Chat noch einmal.",
    which_day: "Tag und Monat sind nicht zu unterscheiden.",
    too_large:
      "Diese Datei ist zu groß. Gelesen werden bis zu 200.000 Nachrichten und 2 GB. Exportier den Chat ohne Medien.",
    group:
      "In diesem Chat schreiben mehr als 40 Leute. Das ist keine Unterhaltung mit einer Kundin oder einem Kunden.",
    broken: "Diese ZIP-Datei ist beschädigt. Exportier den Chat noch einmal.",
    encrypted: "Diese ZIP-Datei ist mit einem Passwort verschlüsselt. Entpack sie und wähl die .txt-Datei.",
    bomb: "Diese ZIP-Datei ist nicht, was sie zu sein vorgibt. Sie wurde nicht entpackt.",
    unreadable: "Die Datei ließ sich nicht lesen. Wähl sie noch einmal aus.",
  } satisfies Record<ExportTrouble, string>,
  notKept:
    "Das ließ sich nicht ablegen. Es ist nichts davon zu sehen; versuch es mit einer Verbindung noch einmal.",
  full: "Dafür ist auf dem Server kein Platz mehr. Lies weniger Tage ein, oder lass die Fotos weg.",

  notSigned: (who: string, day: string) =>
    `Von niemandem signiert: aus einem Export, eingelesen von ${who} am ${day}. Nur fürs Team.`,
  newer: "Neuere zeigen",
  older: "Ältere zeigen",
  edited: "bearbeitet",
  deleted: "Diese Nachricht wurde gelöscht.",
  omitted: "Eine Datei, die der Export nicht enthielt",
  notHere: (name: string) => `${name} (nicht mitgenommen)`,
  showPhoto: "Foto zeigen",
  playVoice: "Sprachnachricht laden",
  savePdf: (name: string) => `${name} sichern`,
  noMedia: "Das ließ sich nicht laden.",
  photoOf: (who: string) => `Foto von ${who}`,
  notRead: "Der Chat lässt sich gerade nicht laden. Dafür braucht es eine Verbindung.",
  save: "Als Text sichern",
  fileName: (name: string) => `Früher bei WhatsApp, ${name}.txt`,
  remove: "Löschen",
  removeTitle: "Diesen alten Chat löschen?",
  removeMore:
    "Er verschwindet für das ganze Team, mit allen Fotos. Den Export bei WhatsApp betrifft das nicht.",
  removed: "Gelöscht. Es ist nichts davon geblieben.",
  /** A line of the answer to somebody who asks what is held. */
  answer: ({ from, to, messages, media }: Pick<FormerChat, "from" | "to" | "messages" | "media">) =>
    `Chat, der früher bei WhatsApp geführt wurde (${from} bis ${to}): ${messagesDe(messages)}, ${filesDe(media)}`,
  copies:
    "Alte Chats werden genannt und gezählt; gesagt wurde das alles zur Kundin oder zum Kunden. Wer eine Abschrift möchte, bekommt sie von der Karte: dort „Als Text sichern“ und als Datei schicken.",
  sought: "Gefunden in alten Chats",
  soughtMore: "Alte Chats werden durchsucht",
  moreHits: "Mehr aus alten Chats zeigen",
};

const en: typeof de = {
  title: "Earlier on WhatsApp",
  elsewhere: "Earlier elsewhere",
  lead: "What you wrote to each other on WhatsApp before: an export is read on this device, sealed and kept here. For reading only, for the team only.",
  none: "Nothing here yet.",
  bring: "Bring in a WhatsApp chat",
  span: (from, to) => (from === to ? from : `${from} to ${to}`),
  count: (messages, media) =>
    media === 0 ? messagesEn(messages) : `${messagesEn(messages)}, ${filesEn(media)}`,
  waiting: "kept as soon as you are connected",
  failed: "The server did not take this.",
  drop: "Discard",

  section: "Bring old chats along",
  sectionLead:
    "An export from WhatsApp is read on this device, sealed, and stands on the card as “Earlier on WhatsApp”. For reading only. None of it connects to Meta.",
  choose: "Choose an export",

  file: "Export from WhatsApp (.txt or .zip)",
  fileHint: "Choose it, or drop it here. The file stays on this device.",
  how: "How to get the export",
  howAndroid: "Android: open the chat, ⋮ → More → Export chat, with or without media.",
  howIphone: "iPhone: open the chat, tap the name at the top → Export chat.",
  reading: "Reading the export",
  cancel: "Cancel",
  other: "Another file",
  askDay: "What comes first in this export?",
  askDayMore: "The file alone does not say which number is the day and which the month.",
  dmy: "The day (1/2 is 1 February)",
  mdy: "The month (1/2 is 2 January)",
  goOn: "Continue",

  found: (messages, span) => `${messagesEn(messages)}: ${span}`,
  notices: (n) =>
    n === 1
      ? "1 notice by WhatsApp itself is left out."
      : `${number(n, "en")} notices by WhatsApp itself are left out.`,
  who: "Which of them is you?",
  whoHint: "Your messages then stand on the right.",
  to: "Whose chat is it?",
  toMissing: "Choose whose chat it is. The customer must have written here already.",
  belongs: (name) => `Belongs to ${name}.`,
  change: "Change",
  from: "From",
  until: "Until",
  chosen: (messages) => `${messagesEn(messages)} on these days`,
  noneChosen: "Nothing was said on these days.",
  media: (n) =>
    n === 1
      ? "Bring 1 photo, voice note or PDF along"
      : `Bring ${number(n, "en")} photos, voice notes and PDFs along`,
  mediaHint:
    "Photos without camera data. Videos, stickers and files over 16 MB stay in the export; 72 MB in all at most.",
  law: (name) =>
    `Old messages are personal data of ${name}. They are sealed in the back room and go with the conversation: when you delete it, when ${name} does, or when your retention period ends. Bring only what you still need.`,
  lawSomebody: "this person",
  go: "Bring in",
  preparing: (done, of) => `Preparing files: ${number(done, "en")} of ${number(of, "en")}`,
  packing: "Packing",
  comparing: "Comparing with what is here already",
  carrying: (done, of) => `Sealing and sending: ${done} of ${of}`,
  done: (messages, name) => `${messagesEn(messages)} ${messages === 1 ? "is" : "are"} with ${name} now.`,
  before: (n) => (n === 1 ? "1 message was here already." : `${number(n, "en")} messages were here already.`),
  nothingNew: "Everything of these days is here already. Nothing was kept twice.",
  left: (n) =>
    n === 1
      ? "1 file was left out: too large or not readable. Its name is in the chat."
      : `${number(n, "en")} files were left out: too large or not readable. Their names are in the chat.`,
  look: "To the card",
  close: "Done",
  troubles: {
    empty: "There is no chat in this file.",
    not_export:
      "This is not an export from WhatsApp. Choose the .txt or ZIP file that WhatsApp makes when you export a chat.",
    no_date: "No date in this file can be read. Export the chat once more.",
    which_day: "Day and month cannot be told apart.",
    too_large:
      "This file is too large. Up to 200,000 messages and 2 GB are read. Export the chat without media.",
    group: "More than 40 people write in this chat. That is no conversation with a customer.",
    broken: "This ZIP file is damaged. Export the chat once more.",
    encrypted: "This ZIP file is locked with a password. Unpack it and choose the .txt file.",
    bomb: "This ZIP file is not what it claims to be. It was not unpacked.",
    unreadable: "The file could not be read. Choose it once more.",
  },
  notKept: "This could not be kept. Nothing of it is shown; try again with a connection.",
  full: "The server has no room left for this. Bring fewer days, or leave the photos out.",

  notSigned: (who, day) =>
    `Signed by nobody: from an export that ${who} brought in on ${day}. For the team only.`,
  newer: "Show newer",
  older: "Show older",
  edited: "edited",
  deleted: "This message was deleted.",
  omitted: "A file that the export did not contain",
  notHere: (name) => `${name} (not brought along)`,
  showPhoto: "Show photo",
  playVoice: "Load voice note",
  savePdf: (name) => `Save ${name}`,
  noMedia: "This could not be loaded.",
  photoOf: (who) => `Photo by ${who}`,
  notRead: "The chat cannot be loaded right now. That takes a connection.",
  save: "Save as text",
  fileName: (name) => `Earlier on WhatsApp, ${name}.txt`,
  remove: "Delete",
  removeTitle: "Delete this old chat?",
  removeMore: "It disappears for the whole team, with all photos. The chat on WhatsApp is not affected.",
  removed: "Deleted. Nothing of it is left.",
  answer: ({ from, to, messages, media }) =>
    `Chat held earlier on WhatsApp (${from} to ${to}): ${messagesEn(messages)}, ${filesEn(media)}`,
  copies:
    "Old chats are named and counted; all of it was said with the customer. Whoever wants a copy gets it from the card: “Save as text” there, and send it as a file.",
  sought: "Found in old chats",
  soughtMore: "Searching old chats",
  moreHits: "Show more from old chats",
};

/** In the current language. Reactive. */
export const words = (): typeof de => (lang() === "de" ? de : en);
