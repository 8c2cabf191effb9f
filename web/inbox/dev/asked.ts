import type { Inbox, Stop } from "@tresen/core/api";

/** What to show, from the address: ?rows=50000&phase=linking&stop=replaced&problem=invite_used&offline&collision&waiting=3 */
export interface Asked {
  readonly rows: number;
  readonly phase: ReturnType<Inbox["phase"]["get"]>;
  readonly stop: Stop | null;
  readonly problem: string | null;
  readonly offline: boolean;
  readonly collision: boolean;
  readonly waiting: number;
}

export function asked(search: string): Asked {
  const query = new URLSearchParams(search);
  return {
    rows: Number(query.get("rows") ?? 9),
    phase: (query.get("phase") as Asked["phase"] | null) ?? "ready",
    stop: query.get("stop") as Stop | null,
    problem: query.get("problem"),
    offline: query.has("offline"),
    collision: query.has("collision"),
    waiting: Number(query.get("waiting") ?? 0),
  };
}
