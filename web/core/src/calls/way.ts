/** Whether calls have a way at all (C9): a relay, or leave to go past it. Asked before a button offers them. */

import { flag } from "../base/shape.ts";
import type { LentHttp } from "../sync/lent.ts";

/** Rejects as `LentHttp`. */
export async function hasWay(leader: LentHttp, conversation: string): Promise<boolean> {
  const { relay, direct } = await leader.http("GET", `/conversations/${conversation}/calls`, null);
  return flag(relay) || flag(direct);
}
