// Translated by machine, to be read by a person.
import type { Finding } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("de-simple");

const link = (renewed: boolean) => (renewed ? ["Es gibt einen neuen Rückkehr-Link."] : []);
const devices = (n: number, one: string, other: string) => (n === 0 ? [] : [count(n, { one, other })]);

export const finding: Finding = {
  callButtons: { call: "Anrufen", voice: "Anruf ohne Bild", video: "Anruf mit Bild", wait: "Bitte warten …" },
  written: (written, sent) => `geschrieben ${written}, gesendet ${sent}`,
  kinds: {
    photo: "Foto",
    video: "Video",
    voice: "Sprach-Nachricht",
    file: "Datei",
    callback: "Bitte um Rückruf",
  },
  devices: {
    customers: (change) => [
      ...devices(
        change.joined,
        "# neues Gerät gehört jetzt zu Ihrer Unterhaltung.",
        "# neue Geräte gehören jetzt zu Ihrer Unterhaltung.",
      ),
      ...devices(
        change.left,
        "# Gerät gehört nicht mehr zu Ihrer Unterhaltung.",
        "# Geräte gehören nicht mehr zu Ihrer Unterhaltung.",
      ),
      ...link(change.link),
    ],
    ours: (change) => [
      ...devices(change.joined, "Das Team hat # neues Gerät.", "Das Team hat # neue Geräte."),
      ...devices(change.left, "# Gerät gehört nicht mehr zum Team.", "# Geräte gehören nicht mehr zum Team."),
    ],
  },
  reading: {
    today: "Heute",
    yesterday: "Gestern",
    newMessages: (n) => count(n, { one: "# neue Nachricht", other: "# neue Nachrichten" }),
    marked: "Als ungelesen markiert",
    toNew: (n) => count(n, { one: "Zur neuen Nachricht", other: "Zu den # neuen Nachrichten" }),
    toMarked: "Zur markierten Stelle",
    toNewest: "Zur neuesten Nachricht",
    toDate: "Zu einem Tag gehen",
    date: "Datum",
    dateMore: "Gab es an dem Tag nichts? Dann zeigen wir die nächste Nachricht.",
    jump: "Dorthin gehen",
    loading: (day) => `Ältere Nachrichten kommen gleich. Wir sind beim ${day}.`,
    missing: "Schreiben Sie zuerst ein ganzes Datum: Tag, Monat und Jahr.",
    after: (day) => `Danach kam nichts mehr. Die letzte Nachricht ist vom ${day}.`,
    nothing: "Hier ist noch keine Nachricht.",
    failed: "Die älteren Nachrichten fehlen noch. Dafür brauchen Sie Internet.",
    landed: (day) => `Erste Nachricht am ${day}`,
    landedLater: (wanted, day) => `Am ${wanted} gab es nichts. Die nächste Nachricht ist vom ${day}.`,
  },
  search: {
    title: "In dieser Unterhaltung suchen",
    media: "Fotos, Dateien und Links",
    found: (n) => count(n, { one: "# Mal gefunden", other: "# Mal gefunden" }),
    nothing: "Nichts gefunden. Suchen Sie nur 1 Wort. Das findet mehr als ein ganzer Satz.",
    back: (day) => `Wir haben bis zum ${day} gesucht.`,
    on: "Weiter zurück suchen",
    reading: "Wir suchen …",
    failed: "Das hat nicht geklappt. Dafür brauchen Sie Internet.",
  },
  trust: {
    verified: (name) => [
      `Das ist wirklich der richtige Betrieb: ${name}. Ihr Handy hat das Schild geprüft.`,
      "Nur Sie und das Team lesen Ihre Nachrichten.",
    ],
    unverified: (name) => [
      `Ist das wirklich ${name}? Ihr Handy kann es prüfen. Im Betrieb steht ein Schild mit einem Code. Scannen Sie den Code. Das heißt: Halten Sie die Kamera auf den Code.`,
      "Sie können auch vorher schreiben. Ihre Nachrichten sind immer verschlüsselt. Das heißt: Niemand anderes kann sie lesen.",
    ],
    scan: "Schild jetzt scannen",
    stop: "Aufhören",
    aim: "Halten Sie die Kamera auf den Code vom Schild.",
    picture: "Bild der Kamera",
    other: "Das ist ein anderer Code. Nehmen Sie den Code auf dem Schild von diesem Betrieb.",
    damaged: "Ein Stück vom Code fehlt. Scannen Sie den Code auf dem Schild im Betrieb.",
    denied:
      "Der Browser erlaubt die Kamera nicht. Öffnen Sie die Kamera von Ihrem Handy. Halten Sie die Kamera auf das Schild.",
    none: "Hier ist keine Kamera. Öffnen Sie die Kamera von Ihrem Handy. Halten Sie die Kamera auf das Schild.",
    devices: "Geräte vom Team",
  },
  notice: {
    version: (n, day) => `Fassung ${n} vom ${day}. Der Server hat den Text geschrieben.`,
    whole: "Ganze Datenschutz-Erklärung lesen",
    save: (format) => `Als ${format} speichern`,
    reading: "Das Laden läuft …",
    failed:
      "Das Laden klappt gerade nicht. Dafür brauchen Sie Internet. Versuchen Sie es später noch einmal.",
  },
  place: {
    choice: "Diese Adresse",
    copy: "Kopieren",
    map: "Auf der Land-Karte zeigen",
    copied: "Die Adresse ist kopiert.",
    notCopied: "Kopieren geht hier nicht. Markieren Sie die Adresse selbst.",
  },
  given: {
    warn: "Das kommt aus einer anderen App. Bitte prüfen Sie es.",
    why: "Vielleicht kommt es von einer fremden Internet-Seite. Wir haben es noch nicht eingefügt. Wir haben es noch nicht gesendet.",
    words: "Text",
    files: "Dateien",
  },
  sharing: {
    title: "Eine andere App schickt etwas",
    how: "Nehmen Sie den Text? Dann steht er hinter Ihrem eigenen Text. Wir senden erst mit einem Tipp auf „Senden“.",
    some: "Auf einmal gehen höchstens 20 Dateien. Den Rest können Sie danach anhängen.",
    take: "Nehmen",
    drop: "Wegwerfen",
    dropAll: "Alles wegwerfen",
  },
  languages: {
    title: "Sprache",
    how: "Das gilt für diese Seite. Der Betrieb schreibt in seiner eigenen Sprache. Eine Maschine hat diese Texte in Leichte Sprache übersetzt. Noch kein Mensch hat die Texte geprüft.",
  },
  lost: {
    title: "Das ist nicht angekommen",
    lost: "Diese Seite war noch nicht bereit. Wir haben nichts gespeichert. Wir haben nichts gesendet. Sie können es in der Unterhaltung auswählen: mit „Anhängen“.",
    full: "Hier wartet schon zu viel. Oder es war zu groß. Es gehen höchstens 5 Sachen, zusammen 100 MB. Wir haben nichts davon gespeichert. Wir haben nichts gesendet. Sehen Sie zuerst die wartenden Sachen an. Tippen Sie dort auf „Nehmen“ oder „Wegwerfen“.",
    ok: "Verstanden",
  },
  emoji: {
    picker: "Emoji",
    search: "Emoji suchen",
    groups: "Gruppen",
    recent: "Zuletzt benutzt",
    group: {
      0: "Gesichter und Gefühle",
      1: "Menschen",
      3: "Tiere und Natur",
      4: "Essen und Trinken",
      5: "Reisen und Orte",
      6: "Sport und Spiele",
      7: "Dinge",
      8: "Zeichen",
      9: "Flaggen",
    },
    tone: "Farbe von der Haut",
    tones: ["ohne", "hell", "etwas hell", "mittel", "etwas dunkel", "dunkel"],
    found: (n) => count(n, { one: "# Emoji gefunden", other: "# Emojis gefunden" }),
    nothing: (query) => `Kein Emoji zu „${query}“.`,
    loading: "Die Emojis kommen gleich",
    failed: "Die Emojis fehlen noch. Das Laden hat nicht geklappt.",
    again: "Noch einmal versuchen",
  },
  program: {
    label: (name) => `Programm · ${name}`,
    nameless: "Programm",
    ai: "Hier antwortet ein Computer-Programm mit KI. Kein Mensch.",
    rules: "Hier antwortet ein Computer-Programm. Ohne KI. Kein Mensch.",
    human: "Mit einem Menschen sprechen",
    wish: "Ich möchte mit einem Menschen sprechen.",
    asked: "Wir haben Ihren Wunsch verstanden. Ein Mensch antwortet Ihnen hier.",
  },
};
