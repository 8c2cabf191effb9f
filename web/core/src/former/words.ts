/** What the messenger itself writes into an export, in German and English: notices, and marks in the place of media. Pure. */

/** Marks of direction, which the messenger puts before words of its own. */
const MARK = /[\u200e\u200f]/g;

/** What follows a name in iOS with such a mark before it, and is no word of that person. */
const NOTICES: readonly RegExp[] = [
  /Ende-zu-Ende-verschlüsselt/u,
  /end-to-end encrypted/iu,
  /Sicherheitsnummer|security code/iu,
  /(?:hat|haben|hast) (?:die|diese) (?:Gruppe|Community)/u,
  /(?:created|joined) (?:the |this )?(?:group|community)/iu,
  /(?:hat|haben|hast) .{0,200}(?:hinzugefügt|entfernt|geändert)\.?$/u,
  / (?:added|removed|changed) /u,
  / (?:left|hat die Gruppe verlassen)\.?$/u,
  /(?:selbstlöschende|disappearing) (?:Nachrichten|messages)/iu,
];
/** Notices in which a colon may stand, in what they quote. */
const QUOTING =
  /^[^:“”„"]{1,120} (?:created group|changed the (?:subject|group name)|hat (?:die Gruppe|den Betreff|den Gruppennamen))[^:“”„"]{0,60}[“„"]/u;

/** Is this what the messenger says by itself? `line`: what follows the time. */
export function isNotice(line: string, said: string | null): boolean {
  if (said === null || QUOTING.test(line.slice(0, 200))) return true;
  return /^[\u200e\u200f]/.test(said) && said.length <= 500 && NOTICES.some((each) => each.test(said));
}

const EDITED = /[ \u00a0]?<(?:Diese Nachricht wurde bearbeitet|This message was edited)\.?>$/u;
const DELETED =
  /^(?:Diese Nachricht wurde gelöscht|Du hast diese Nachricht gelöscht|This message was deleted|You deleted this message)\.?$/u;
const OMITTED =
  /^(?:<(?:Medien ausgeschlossen|Media omitted)>|(?:Bild|Foto|Video|Audio|Sticker|GIF|Dokument|Kontaktkarte|Videonachricht|image|photo|video|audio|sticker|GIF|document|Contact card|video note) (?:weggelassen|ausgelassen|omitted))$/u;
/** `‎report.pdf • ‎12 Seiten ‎Dokument weggelassen` */
const OMITTED_DOCUMENT = /^(.{1,255}?) • .{0,40}(?:Dokument weggelassen|document omitted)$/u;
const ATTACHED = /^([^\n/\\]{1,255}) \((?:Datei angehängt|file attached)\)$/u;
const ANNEX = /<(?:Anhang|attached): ([^\n<>/\\]{1,255})>$/u;

/** What a message says once the messenger's own words are taken out. */
export interface Plain {
  readonly text: string;
  readonly mark: "none" | "edited" | "deleted";
  /** The name of a file that came with it. "": one did that the export left out and did not name. null: none did. */
  readonly file: string | null;
}

/** `said`: all lines of a message. */
export function plainOf(said: string): Plain {
  const text = said.replace(MARK, "");
  if (DELETED.test(text.trim())) return { text: "", mark: "deleted", file: null };
  const unedited = text.replace(EDITED, "");
  const mark = unedited === text ? "none" : "edited";
  return { ...withoutFile(unedited), mark };
}

function withoutFile(text: string): Pick<Plain, "text" | "file"> {
  if (OMITTED.test(text.trim())) return { text: "", file: "" };
  const document = OMITTED_DOCUMENT.exec(text.trim());
  if (document !== null) return { text: "", file: document[1] ?? "" };
  // Android: the name first, what was written below it after. iOS: the other way round.
  const end = text.indexOf("\n");
  const [first, rest] = end < 0 ? [text, ""] : [text.slice(0, end), text.slice(end + 1)];
  const named = ATTACHED.exec(first);
  if (named !== null) return { text: rest, file: named[1] ?? "" };
  const annex = ANNEX.exec(text);
  if (annex !== null) return { text: text.slice(0, annex.index).trimEnd(), file: annex[1] ?? "" };
  // A caption of what was left out.
  if (OMITTED.test(first.trim())) return { text: rest, file: "" };
  return { text, file: null };
}
