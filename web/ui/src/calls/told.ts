/** What two devices of a call say to each other over their own channel (C11): read with care, because the other side may say anything. */

export interface Told {
  readonly camera: boolean;
  readonly mic: boolean;
  readonly screen: boolean;
  readonly hold: boolean;
}

/** A line of live text as it is now, by its number; `done`: its writer ended it. */
export interface TextLine {
  readonly line: number;
  readonly text: string;
  readonly done: boolean;
}

export interface Frame {
  readonly state?: Told;
  readonly text?: TextLine;
  /** Wants the text to be kept. */
  readonly keep?: boolean;
}

export const LINE_CHARACTERS = 2000;
const FRAME_CHARACTERS = 16_000;
const LINES = 10_000;

/** null: nothing that this version understands. */
export function isFrame(data: unknown): Frame | null {
  if (typeof data !== "string" || data.length > FRAME_CHARACTERS) return null;
  let said: unknown;
  try {
    said = JSON.parse(data);
  } catch {
    return null;
  }
  if (said === null || typeof said !== "object") return null;
  const { state, text, keep } = said as Record<string, unknown>;
  if (typeof keep === "boolean") return { keep };
  if (state !== null && typeof state === "object") {
    const { camera, mic, screen, hold } = state as Record<string, unknown>;
    return {
      state: { camera: camera === true, mic: mic !== false, screen: screen === true, hold: hold === true },
    };
  }
  if (text === null || typeof text !== "object") return null;
  const { line, text: words, done } = text as Record<string, unknown>;
  if (!Number.isInteger(line) || (line as number) < 0 || (line as number) >= LINES) return null;
  if (typeof words !== "string") return null;
  return { text: { line: line as number, text: words.slice(0, LINE_CHARACTERS), done: done === true } };
}
