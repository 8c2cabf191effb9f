/** A greeting and an away text that follow each other are one slip: side by side they contradict each other (S14). Pure. */

interface Slip {
  readonly type: string;
  readonly name?: string;
  readonly text?: string | null;
}

/** Rows in which an away text stands for the greeting before it, and begins with that greeting's first sentence. */
export function oneSlip<Row extends Slip>(rows: readonly Row[]): Row[] {
  return rows.flatMap((row, at) => {
    if (isSlip(row, "greeting") && isSlip(rows[at + 1], "away")) return [];
    const before = rows[at - 1];
    if (!isSlip(row, "away") || !isSlip(before, "greeting")) return [row];
    return [{ ...row, text: joined(firstSentence(before.text), row.text) }];
  });
}

const isSlip = <Row extends Slip>(
  row: Row | undefined,
  name: string,
): row is Row & { readonly text: string } =>
  row?.type === "note" && row.name === name && typeof row.text === "string";

const joined = (greeting: string, away: string): string =>
  away.startsWith(greeting) ? away : `${greeting} ${away}`;

function firstSentence(text: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(text.trim());
  return first?.segment.trim() ?? "";
}
