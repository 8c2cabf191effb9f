/** How far each side has received and read (L6). Marks only move forward. */

export interface Marks {
  readonly delivered: number;
  readonly read: number;
}

export const NO_MARKS: Marks = { delivered: 0, read: 0 };

/** The state of a message of one's own side, in the interface's words. */
export type SendState = "sending" | "sent" | "delivered" | "read" | "failed";

export function stateAt(pos: number, theirs: Marks): SendState {
  if (pos <= theirs.read) return "read";
  return pos <= theirs.delivered ? "delivered" : "sent";
}

export const forward = (marks: Marks, to: { readonly delivered: number; readonly read: number }): Marks => {
  const read = Math.max(marks.read, to.read);
  return { delivered: Math.max(marks.delivered, to.delivered, read), read };
};
