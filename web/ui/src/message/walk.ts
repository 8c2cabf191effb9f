/** A menu as the keys see it: how many reactions stand above how many verbs. */
export interface Shape {
  readonly reactions: number;
  readonly verbs: number;
}

/**
 * Where a key leads from item `at`; null: nowhere. Reactions lie side by side (`onward`: 1 to the right, -1 to the left), verbs one below the
 * other.
 */
export function walk(
  key: string,
  at: number,
  { reactions, verbs }: Shape,
  onward: 1 | -1 = 1,
): number | null {
  const all = reactions + verbs;
  const among = at < reactions;
  const round = (to: number) => (to + all) % all;
  switch (key) {
    case "Home":
      return 0;
    case "End":
      return all - 1;
    case "ArrowRight":
      return among ? (at + reactions + onward) % reactions : null;
    case "ArrowLeft":
      return among ? (at + reactions - onward) % reactions : null;
    case "ArrowDown":
      return among ? reactions % all : round(at + 1);
    case "ArrowUp":
      return among ? all - 1 : at === reactions ? round(reactions > 0 ? 0 : -1) : at - 1;
    default:
      return null;
  }
}

/** The next item after `at` whose label begins with the letter. */
export function byLetter(letter: string, at: number, labels: readonly string[]): number | null {
  if (letter.length !== 1 || letter.trim() === "") return null;
  const order = labels.map((_, i) => (at + 1 + i) % labels.length);
  return order.find((i) => labels[i]?.toLowerCase().startsWith(letter.toLowerCase())) ?? null;
}
