import type { SlowedNote } from "@tresen/core/api";
import type { NoteRow } from "@tresen/ui";
import type { Words } from "../i18n/de.ts";

/** The line for what happened in a conversation with `them`; null for a kind this version does not know (it is left out, A7). */
export function noteText(
  note: NoteRow,
  name: (person: number) => string,
  them: string,
  words: Words,
): string | null {
  const { notes } = words;
  const by = note.person === null ? null : name(note.person);
  switch (note.name) {
    case "closed":
      return notes.closed(by ?? words.someone);
    case "reopened":
      return by === null ? notes.reopenedByMessage : notes.reopened(by);
    case "assigned":
      return by === null ? notes.unassigned : notes.assigned(by);
    case "blocked":
      return notes.blocked(them);
    case "unblocked":
      return notes.unblocked(them);
    case "tombstone":
      return notes.tombstone;
    case "cut":
      return notes.cut;
    case "unasked":
      return notes.unasked;
    case "unproven":
      return notes.unproven;
    case "greeting":
      return notes.greeting;
    case "away":
      return notes.away;
    default:
      return null;
  }
}

/** Why what was written in this conversation waits; null when it does not, or for a refusal that passes in a moment. */
export function waitsFor(slowed: SlowedNote | null, conversation: string, words: Words): string | null {
  const why = slowed?.why;
  if (!why || (why === "conversation_full" && slowed.conversation !== conversation)) return null;
  return Object.hasOwn(words.slowed, why) ? words.slowed[why as keyof Words["slowed"]] : null;
}
