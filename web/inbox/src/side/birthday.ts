/** A birthday as the team types and reads it: day, month and, if known, year. */

/** `1968-05-03` or `--05-03` of what was typed: `3.5.1968`, `3.5.`, `3/5/1968`, `1968-05-03`; "" of nothing; null: no day. */
export function readBirthday(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return "";
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const [, day, month, year] = iso
    ? [null, iso[3], iso[2], iso[1]]
    : (/^(\d{1,2})[./ ]+(\d{1,2})[./ ]*(\d{4})?$/.exec(text) ?? []);
  if (!day || !month || !isDay(Number(day), Number(month), year ? Number(year) : 2000)) return null;
  return `${year ?? "-"}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** `3.5.1968`, or without a year `3.5.`; in English `3/5/1968` and `3/5`. */
export function showBirthday(birthday: string, lang: "de" | "en"): string {
  const [, year, month, day] = /^(\d{4}|-)-(\d\d)-(\d\d)$/.exec(birthday) ?? [];
  if (year === undefined) return "";
  const known = year === "-" ? [] : [year];
  const parts = [String(Number(day)), String(Number(month)), ...known];
  return lang === "de" ? parts.join(".") + (known.length === 0 ? "." : "") : parts.join("/");
}

// Without a year, 29 February is a day like any other.
function isDay(day: number, month: number, year: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
}
