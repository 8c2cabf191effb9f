import type { Call, Ending } from "@tresen/core/api";

/** A call that never was, and why: nothing rang. */
export const noCall = (
  conversation: string,
  video: boolean,
  ending: Ending,
  openMs: number | null = null,
): Call => ({
  id: "",
  conversation,
  ours: true,
  placed: true,
  video,
  phase: "over",
  sinceMs: null,
  peer: null,
  person: null,
  by: null,
  handing: null,
  ending,
  openMs,
});
