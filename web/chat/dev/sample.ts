import type { Chat, LogRow, Readable, SendState, Shopfront } from "@tresen/core/api";
import { profileOf } from "@tresen/core/profile";
import { type Writable, writable } from "svelte/store";

const NOW = Date.parse("2026-11-24T18:59:00+01:00");
const at = (time: string) => Date.parse(`2026-11-24T${time}:00+01:00`);

function week(): [number, number][] {
  const midnight = Date.parse(`${new Date().toISOString().slice(0, 10)}T00:00:00+01:00`);
  const day = 86_400_000;
  const hour = 3_600_000;
  return Array.from({ length: 14 }, (_, i) => midnight + i * day).flatMap((at): [number, number][] => [
    [at + 6 * hour, at + 13 * hour],
    [at + 14 * hour, at + 18 * hour],
  ]);
}

const SHOP: Shopfront = {
  business: "b",
  handle: "sonnenschein",
  profile: profileOf({
    name: "Bäckerei Sonnenschein",
    trade: "Brot, Brötchen und Torten aus Berlin-Neukölln",
    street: "Lindenallee 7",
    postcode: "12045",
    city: "Berlin",
    phone: "030 5550 100",
    email: "anna@sonnenschein.example",
    website: "https://sonnenschein.example",
    imprint: "Bäckerei Sonnenschein\nAnna Sommer\nLindenallee 7\n12045 Berlin\n\nTelefon 030 5550 100",
    privacy: "Verantwortlich ist Anna Sommer. Wir bewahren Nachrichten 90 Tage auf.",
  }),
  trust: "verified",
  open: true,
  stale: false,
  hours: { open: week(), meets: [], reasons: [] },
  changes: [],
};

let count = 0;
function said(
  text: string,
  time: string,
  ours: boolean,
  state: SendState | null = null,
  by: string | null = null,
): LogRow {
  count += 1;
  const pos = state === "sending" || state === "failed" ? null : count;
  return {
    type: "message",
    key: `k${count}`,
    pos,
    atMs: at(time),
    ours,
    by,
    person: by ? 1 : null,
    content: { kind: "text", text },
    state,
    trouble: null,
  };
}
function note(name: string, text: string, time: string): LogRow {
  count += 1;
  return { type: "note", key: `k${count}`, pos: count, atMs: at(time), name, text, person: null };
}

const TALK = [
  note("greeting", "Willkommen! Was dürfen wir für Sie backen?", "18:52"),
  said(
    "Guten Abend, haben Sie morgen früh zwei Vollkornsonnenblumenbrote für unser Kindergartenabschlussfrühstück?",
    "18:53",
    true,
    "read",
  ),
  note(
    "away",
    "Wir haben geschlossen. Morgen ab 6 Uhr sind wir wieder da und lesen Ihre Nachricht als Erstes.",
    "18:53",
  ),
  said(
    "Ja, zwei liegen bereit. *Bitte bis 9 Uhr* abholen: https://sonnenschein.example/weg?a=1",
    "18:55",
    false,
    null,
    "Ben",
  ),
  said("Prima.", "18:56", true, "delivered"),
  said("Und noch 15 Schrippen, bitte.", "18:57", true, "sent"),
  said("Hier die Rechnungsanschrift als PDF.", "18:58", true, "failed"),
  said("Abholung um halb sieben, danke!", "18:59", true, "sending"),
];

function readable<T>(value: T): Writable<T> & Readable<T> {
  let now = value;
  const store = writable(value);
  store.subscribe((v) => {
    now = v;
  });
  return { ...store, get: () => now };
}

/** A conversation in memory. `view`: visit, returning, new, talk, offline, long, unverified, mismatch, soon, loading, or a stop's name. */
export function sample(view: string): Chat {
  const talking = ["talk", "offline", "long", "new", "keep", "stale"].includes(view);
  const stops = [
    "revoked",
    "unsupported",
    "storage",
    "broken",
    "replaced",
    "unknown",
    "unreachable",
    "return_link",
  ] as const;
  const stop = stops.find((name) => name === view) ?? null;
  const long = Array.from({ length: 60 }, (_, i) =>
    said(`Zeile ${i + 1}`, "17:00", i % 3 === 0, i % 3 === 0 ? "read" : null, "Anna"),
  );
  const shop: Shopfront = {
    ...SHOP,
    trust: view === "mismatch" ? "mismatch" : view === "unverified" ? "unverified" : "verified",
    open: view !== "soon",
    stale: view === "stale",
    profile:
      view === "shelf"
        ? { ...SHOP.profile, name: "Dr. Maximiliane von Hohenstein-Bergmann", trade: "Änderungsschneiderei" }
        : SHOP.profile,
  };
  const rows = readable<readonly LogRow[]>(view === "new" ? [] : view === "long" ? long : TALK);
  const nothing = stop === "unknown" || stop === "unreachable" || view === "loading";
  const kept = readable(view !== "keep");
  const phase = readable<"loading" | "visit" | "conversation" | "stopped">(
    stop ? "stopped" : view === "loading" ? "loading" : talking ? "conversation" : "visit",
  );
  const shows = readable(true);
  return {
    phase,
    stop: readable(stop),
    shopfront: readable(nothing ? null : shop),
    net: readable(view === "offline" ? ("offline" as const) : ("online" as const)),
    rows,
    older: readable(view === "long"),
    typing: readable(view === "talk"),
    returnLink: readable<string | null>(
      view === "new"
        ? null
        : `${location.origin}/sonnenschein#return=7B3K9QMPX2V4T6R8W1Y5Z0ACDE.0123456789ABCDEFGHJKMNPQRSTVWXYZ`,
    ),
    returnLinkKept: kept,
    showsReading: shows,
    draft: readable(""),
    returning: readable(view === "returning" ? { beganMs: Date.UTC(2026, 8, 3, 9), devices: 2 } : null),
    async begin() {
      rows.set([]);
      phase.set("conversation");
    },
    async send(text) {
      rows.update((all) => [...all, { ...said(text, "18:59", true, "sending"), atMs: NOW }]);
    },
    async retry() {},
    async loadOlder() {
      await new Promise((done) => setTimeout(done, 300));
      rows.update((all) => [
        ...Array.from({ length: 20 }, (_, i) => said(`Älter ${i}`, "09:00", false, null, "Ben")),
        ...all,
      ]);
    },
    setDraft() {},
    setTyping() {},
    readTo: () => null,
    markRead() {},
    reword() {},
    async keepReturnLink() {
      kept.set(true);
    },
    async setShowsReading(on) {
      shows.set(on);
    },
    takeOver() {},
    reload: () => location.reload(),
    close() {},
  };
}
