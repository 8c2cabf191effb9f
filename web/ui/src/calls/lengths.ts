/** "0:29", "12:05": the time of a call that runs. */
export const minutes = (ms: number): string => {
  const s = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
};

/** "29 Sekunden", "1 Minute", "12 Minuten": what one says of a call that is over. */
export function lasted(ms: number, second: string, minute: string, many = "n"): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  const [n, unit] = seconds < 60 ? [seconds, second] : [Math.round(seconds / 60), minute];
  return `${n} ${unit}${n === 1 ? "" : many}`;
}
