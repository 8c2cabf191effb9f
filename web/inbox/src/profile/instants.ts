/** Between instants and what a field for date and time holds, in the business's time zone. */

import { clock24, dayKey } from "@tresen/ui";

/** "2026-12-24T18:00". */
export const toField = (ms: number, zone: string): string =>
  `${dayKey(ms, zone)}T${clock24(ms, zone).padStart(5, "0")}`;

/** The instant at which that time is shown there; of a time that is shown twice the first, of a skipped one the hour after. null: incomplete. */
export function fromField(text: string, zone: string): number | null {
  const wanted = Date.parse(`${text}:00Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) || Number.isNaN(wanted)) return null;
  const offset = (ms: number) => Date.parse(`${toField(ms, zone)}:00Z`) - ms;
  const [before, after] = [offset(wanted - 86_400_000), offset(wanted + 86_400_000)];
  const fits = [wanted - before, wanted - after].find((ms) => toField(ms, zone) === text);
  return fits ?? wanted - before;
}
