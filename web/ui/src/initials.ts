// Words before or inside a name that do not count.
const LEFT_OUT = new Set([
  "dr.",
  "prof.",
  "von",
  "van",
  "de",
  "zu",
  "und",
  "&",
  "e.",
  "v.",
  "frau",
  "herr",
  "familie",
]);

/** First letters of the first and last word that count: "Dr. Maximiliane von Hohenstein-Bergmann" → "MH". */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const counted = words.filter((word) => !LEFT_OUT.has(word.toLowerCase()));
  const chosen = counted.length > 0 ? counted : words;
  const ends = chosen.length > 1 ? [chosen[0], chosen.at(-1)] : chosen.slice(0, 1);
  return ends.map((word) => firstLetter(word ?? "")).join("");
}

function firstLetter(word: string): string {
  return /\p{L}|\p{N}/u.exec(word)?.[0].toUpperCase() ?? "";
}
