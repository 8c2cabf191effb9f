import type { FileContent } from "../rows.ts";
import { kindWords } from "./kindwords.ts";
import { shownLength } from "./prepare/sizes.ts";

/** A line as the core gives it: that of a file names the kind, and the reader's language has the word for it. */
export function shownLine<Line extends string | null>(line: Line): Line | string {
  if (line === null || !line.startsWith("\0")) return line;
  const [, kind = "", seconds = "0", said = ""] = line.split("\0");
  const known = kindWords();
  const word = kind in known ? known[kind as "photo"] : "";
  const length = Number(seconds) > 0 ? ` ${shownLength(Number(seconds) * 1000)}` : "";
  if (kind === "file") return `${word}: ${said}`;
  return said === "" ? `${word}${length}` : `${word}${length}: ${said}`;
}

/** A file in plain words, as it is quoted above a question about it. */
export function fileLine(content: FileContent): string {
  const said = content.kind === "file" ? content.file.name : content.kind === "voice" ? "" : content.caption;
  const length = "durationMs" in content ? Math.round(content.durationMs / 1000) : 0;
  return shownLine(["", content.kind, length, said].join("\0"));
}
