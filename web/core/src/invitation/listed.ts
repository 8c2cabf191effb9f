/** The business's invitations as the server lists them: what became of each (S21). */

import { count, flag, list, map, nil, text } from "../base/shape.ts";
import type { Http } from "../wire/http.ts";

export interface Listed {
  readonly id: string;
  readonly madeMs: number;
  readonly untilMs: number;
  readonly reply: boolean;
  readonly state: string;
  readonly triesLeft: number | null;
  readonly openedMs: number | null;
  /** The conversation that answered it. */
  readonly conversation: string | null;
}

export interface AllListed {
  /** The newest first. */
  readonly rows: readonly Listed[];
  /** No further page is left. */
  readonly whole: boolean;
  /** How many were made today, and how many may be. */
  readonly today: { readonly made: number; readonly most: number };
}

const PAGE = 100;
const PAGES = 20;

const listed = (value: unknown): Listed => {
  const it = map(value);
  return {
    id: text(it.id),
    madeMs: count(it.made_ms),
    untilMs: count(it.until_ms),
    reply: flag(it.reply),
    state: text(it.state),
    triesLeft: nil(count)(it.tries_left),
    openedMs: nil(count)(it.opened_ms),
    conversation: nil(text)(it.conversation),
  };
};

/** Throws `Unreachable`, `ServerRefusal`, `Refused`. */
export async function askListed(http: Pick<Http, "get">): Promise<AllListed> {
  const found: Listed[] = [];
  for (let page = 0; ; page++) {
    const answer = await http.get(`/invitations?from=${page * PAGE}&limit=${PAGE}`);
    const rows = list(listed)(answer.rows);
    found.push(...rows);
    const whole = rows.length < PAGE;
    if (!whole && page + 1 < PAGES) continue;
    return { rows: found, whole, today: { made: count(answer.today), most: count(answer.most_today) } };
  }
}
