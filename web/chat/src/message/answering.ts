/** The message that is being answered, for what answers with a photo or a voice note. The part that knows it may not be there. */
export interface Answering {
  quoted(): string | null;
  answered(): void;
}

let now: Answering | null = null;

/** Called by the part that knows. */
export function setAnswering(answering: Answering | null): void {
  now = answering;
}

export const quoted = (): string | null => now?.quoted() ?? null;
export const answered = (): void => now?.answered();
