/** The words that an answer is about, where a conversation is there already and the answer is one message of it like any other. Pure. */

const MOST = 240;

interface Told {
  readonly text: string;
  readonly files: readonly { readonly file: { readonly name: string } }[];
}

/** In one line, cut; of files alone their names. */
export function wordsOf({ text, files }: Told): string {
  const line = text.replace(/\s+/g, " ").trim() || files.map(({ file }) => file.name).join(", ");
  const all = [...line];
  return all.length <= MOST ? line : `${all.slice(0, MOST).join("").trimEnd()} …`;
}

/** The field with the quotation before what stands in it; once, however often somebody comes. */
export const withQuote = (draft: string, quote: string): string =>
  draft.includes(quote) ? draft : `${quote}\n${draft}`;
