import { readProgram } from "@tresen/core/program";
import type { Row } from "@tresen/ui";
import type { Words } from "../i18n/de.ts";

/** The rows, with what a program of the team is called in place of a person's name. */
export const withPrograms = (rows: readonly Row[], { program: words }: Words): readonly Row[] =>
  rows.map((row) => {
    const said = row.type === "message" ? readProgram(row.program) : null;
    return said === null || row.type !== "message" ? row : { ...row, by: words.label(said.name) };
  });
