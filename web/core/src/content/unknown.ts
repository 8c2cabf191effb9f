/**
 * A message of a kind that this client does not know, or that could not be opened. Its content is never guessed; a later version may show
 * it (S9).
 */

export interface Unknown {
  readonly kind: "unknown";
}

export const UNKNOWN: Unknown = { kind: "unknown" };
