/**
 * One spelling for comparing what people write. Lowercase, without accents; `ß` is `ss`; `ae`, `oe` and `ue` are read as umlauts, which
 * lose their dots like the others: `Öffnungszeiten`, `oeffnungszeiten` and `offnungszeiten` meet, as do `Straße` and `strasse`.
 * For comparing only, never shown: "neue" becomes "neu". Takes time in proportion to the text's length.
 */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/([aou])e/g, "$1");
}
