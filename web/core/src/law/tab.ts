/** The page "Datenschutz" in one tab of the inbox. Fetched when the page is opened. */

import { asked, count, list, map, nil, text } from "../base/shape.ts";
import { type Hold, readHold, readRequest } from "../model/requests.ts";
import { borrow, type LentHttp } from "../sync/lent.ts";
import { readKept } from "../wire/answers.ts";
import type { Archived, LawView } from "./api.ts";
import { readAudit, readDocument, readIncident, readRequests, readRetention, readRisk } from "./read.ts";

const PAGE = 100;
const TYPES = { md: "text/markdown;charset=utf-8", pdf: "application/pdf" } as const;

/** The leading tab, which keeps in mind what is held: a server alone cannot let it go (D3). */
interface Leader extends LentHttp {
  noteHold(conversation: string, untilMs: number): Promise<void>;
}

const FOR_EVER = Number.MAX_SAFE_INTEGER;

export function lawOf(leader: Leader): LawView {
  const http = borrow(leader);
  // A leading tab of the version before does not know this.
  const note = (id: string, untilMs: number) => leader.noteHold(id, untilMs).catch(() => {});
  const noted = async (hold: Hold): Promise<Hold> => {
    await note(hold.conversation, hold.untilMs ?? FOR_EVER);
    return hold;
  };
  const windowOf = (w: Parameters<LawView["incident"]>[0]) =>
    `from_ms=${w.fromMs}&to_ms=${w.toMs}&known_ms=${w.knownMs}`;
  return {
    requests: async (all, before) =>
      readRequests(
        await http.get(
          `/requests?state=${all ? "all" : "open"}${before === null ? "" : `&before=${before}`}`,
        ),
      ),
    setRequest: async (n, state) => {
      const it = readRequest(await http.post(`/requests/${n}`, { state }));
      return asked(it, it.n === n && it.state === state);
    },
    holds: async () => Promise.all(list(readHold)((await http.get("/holds")).holds).map(noted)),
    hold: async (id, reason, until_ms) => {
      const it = readHold(await http.post(`/conversations/${id}/hold`, { reason, until_ms }));
      return noted(asked(it, it.conversation === id && it.reason === reason && it.untilMs === until_ms));
    },
    dropHold: async (id) => {
      await http.post(`/conversations/${id}/hold/drop`, {});
      await note(id, 0);
    },
    retention: async () => readRetention(await http.get("/retention")),
    audit: async (before) =>
      readAudit(await http.get(`/audit?limit=${PAGE}${before === null ? "" : `&before=${before}`}`)),
    checkTrail: async (...trail) => (await import("./trail.ts")).checkTrail(...trail),
    document: async (name, language) =>
      readDocument(await http.get(`/law/${name}?lang=${language}&format=json`)),
    file: async (name, language, format) => {
      // Every byte, from the first on: the leading tab carries bytes by ranges.
      const { bytes } = await leader.http(
        "BYTES",
        `/law/${name}?lang=${language}&format=${format}`,
        "bytes=0-",
      );
      return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: TYPES[format] });
    },
    risk: async (eur, language) => readRisk(await http.get(`/risk?turnover=${eur}&lang=${language}`)),
    incident: async (window) => readIncident(await http.get(`/incident?${windowOf(window)}`)),
    noteIncident: async ({ fromMs, toMs, knownMs }) =>
      readIncident(await http.post("/incident", { from_ms: fromMs, to_ms: toMs, known_ms: knownMs })),
    archive: async (from) => {
      const answer = await http.get(`/conversations?filter=closed&from=${from}&limit=${PAGE}&brief=true`);
      const rows = list(map)(answer.rows);
      const erased = rows.filter(({ erased_ms: ms }) => nil(count)(ms) !== null);
      const found = await Promise.all(erased.map(({ conversation }) => archivedOf(http, text(conversation))));
      const next = from + rows.length;
      return {
        found: found.flatMap((one) => one ?? []),
        next: next < count(answer.total) && rows.length > 0 ? next : null,
      };
    },
  };
}

/** What is left of an erased conversation; null: nothing. */
async function archivedOf(http: ReturnType<typeof borrow>, conversation: string): Promise<Archived | null> {
  const { erasedMs, kept } = readKept(await http.get(`/conversations/${conversation}/kept`));
  if (erasedMs === null || kept.length === 0) return null;
  const classes = [...new Set(kept.map((each) => each.class))];
  return {
    conversation,
    erasedMs,
    kept: classes.map((name) => {
      const those = kept.filter((each) => each.class === name);
      return {
        class: name,
        messages: those.length,
        untilMs: Math.max(...those.map(({ untilMs }) => untilMs)),
      };
    }),
  };
}
