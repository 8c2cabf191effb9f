/** A customer as a vCard (RFC 6350, version 4.0), for an address book. */

import { utf8 } from "../base/bytes.ts";
import type { Card } from "./card.ts";

/** Longer lines are folded (RFC 6350, 3.2). */
const LINE_BYTES = 75;

/**
 * What one needs to reach the customer: name, phone, e-mail, address, birthday and languages, lines ending in CRLF. Note, free fields and
 * labels stay here: an address book hands on what it gets. `unnamed` is the name of a customer without one; a vCard must have it.
 */
export function vcard(card: Card, unnamed: string): string {
  const line = (name: string, text: string | null) => (text === null ? [] : [`${name}:${escaped(text)}`]);
  const lines = [
    "BEGIN:VCARD",
    "VERSION:4.0",
    ...line("FN", card.name ?? unnamed),
    ...line("TEL", card.phone),
    ...line("EMAIL", card.email),
    ...(card.address === null ? [] : [`ADR:;;${escaped(card.address)};;;;`]),
    ...(card.birthday === null ? [] : [`BDAY:${birthday(card.birthday)}`]),
    ...card.languages.map((tag, at) => `LANG;PREF=${at + 1}:${tag}`),
    "END:VCARD",
  ];
  return lines
    .flatMap(folded)
    .map((part) => `${part}\r\n`)
    .join("");
}

/** RFC 6350, 3.4. Control characters, which no value may have, become spaces. */
function escaped(text: string): string {
  const marked = text
    .replace(/\r\n?/g, "\n")
    .replace(/[\\,;]/g, (sign) => `\\${sign}`)
    .replaceAll("\n", "\\n");
  return [...marked].map((sign) => (sign < " " || sign === "\x7f" ? " " : sign)).join("");
}

/** `19680503`, without the year `--0503`. */
const birthday = (day: string): string =>
  day.startsWith("--") ? `--${day.slice(2).replaceAll("-", "")}` : day.replaceAll("-", "");

/** The line in parts of at most 75 bytes, all but the first with a space before it; no character is divided. */
function folded(line: string): string[] {
  const parts = [""];
  let size = 0;
  for (const sign of line) {
    const width = utf8(sign).length;
    if (size + width > LINE_BYTES) {
      parts.push(" ");
      size = 1;
    }
    parts[parts.length - 1] += sign;
    size += width;
  }
  return parts;
}
