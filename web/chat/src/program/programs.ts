import type { LogRow, MessageRow } from "@tresen/core/api";
import { readProgram } from "@tresen/core/program";
import type { OtherRow, Row } from "@tresen/ui";
import Line from "./Line.svelte";
import { words } from "./program.words.ts";

/** Whether a program's answer is among them, and so whether this part is wanted. */
const isProgram = (row: LogRow): row is MessageRow =>
  row.type === "message" && !row.ours && row.program != null;

/** The rows with what a program is called, and before the first of its answers the line with the way to a person. */
function marked(rows: readonly LogRow[]): readonly Row[] {
  const first = rows.find(isProgram);
  if (!first) return rows;
  const said = words();
  const line: OtherRow = { type: "other", key: `program ${isAi(first)}`, atMs: first.atMs };
  return rows.flatMap((row): Row[] => {
    if (!isProgram(row)) return [row];
    const name = readProgram(row.program)?.name ?? "";
    const shown = { ...row, by: name === "" ? said.nameless : said.label(name) };
    return row === first ? [line, shown] : [shown];
  });
}

const isAi = (row: MessageRow): boolean => readProgram(row.program)?.ai !== false;

export default { marked, Line };
