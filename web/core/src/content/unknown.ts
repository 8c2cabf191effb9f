/** What is of no kind that this client knows, or could not be opened. It is never guessed; a later version may show it (S9). */

export interface Unknown {
  readonly kind: "unknown";
}

export const UNKNOWN: Unknown = { kind: "unknown" };
