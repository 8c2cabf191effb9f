// The outline set of the look: 24 grid, stroke 1.7, round ends. One path each.

export * from "./icons/first.ts";
export * from "./icons/later.ts";
