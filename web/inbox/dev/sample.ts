import type { ConversationRow, ConversationView, Filter, Inbox, LogRow } from "@tresen/core/api";
import { writable } from "@tresen/core/readable";
import { iso } from "@tresen/ui";
import type { Asked } from "./asked.ts";
import { anna, note, now, people, row, said, shopfront, talk } from "./bakery.ts";

const PAGE = 100;
const SLOW_MS = 120;

const fits: Record<Filter, (row: ConversationRow) => boolean> = {
  all: () => true,
  unread: ({ unread }) => unread > 0,
  mine: ({ assigned }) => assigned === anna.person,
  closed: ({ state }) => state === "closed",
};

/** An inbox whose values live in memory. Long lists load as slowly as over a network. */
export function sample(asked: Asked): Inbox {
  let rows = Array.from({ length: asked.rows }, (_, index) => row(index));
  let shown = rows;
  const loaded = new Set<number>();
  const phase = writable(asked.phase);
  const revision = writable(0);
  const total = writable(rows.length);
  const filter = writable<Filter>("all");
  const counts = writable(count(rows));
  const unreadTotal = writable(counts.get().unread);

  function change(id: string, change: Partial<ConversationRow>) {
    rows = rows.map((one) => (one.id === id ? { ...one, ...change } : one));
    show();
  }

  function show() {
    shown = rows.filter(fits[filter.get()]);
    total.set(shown.length);
    counts.set(count(rows));
    unreadTotal.set(counts.get().unread);
    revision.set(revision.get() + 1);
  }

  function load(from: number, to: number) {
    for (let page = Math.floor(from / PAGE); page <= to / PAGE; page++) loaded.add(page);
    revision.set(revision.get() + 1);
  }

  return {
    phase,
    stop: writable(asked.stop),
    entrance: {
      invitation: writable(null),
      linking: writable({
        words: asked.problem ? [] : ["Amsel", "Birne", "Lampe", "Wolke"],
        problem: asked.problem,
      }),
      accept: async () => undefined,
      decline: async () => undefined,
      move: async () => undefined,
    },
    net: writable(asked.offline ? "offline" : "online"),
    slowed: writable(false),
    offlineSinceMs: writable(asked.offline ? now - 480_000 : null),
    shopfront: writable(shopfront),
    me: writable(anna),
    people: writable(people),
    team: sampleTeam(),
    profile: sampleProfile(),
    filter,
    counts,
    total,
    revision,
    unreadTotal,
    waiting: writable(asked.waiting),
    rowAt: (index) =>
      asked.rows <= PAGE || loaded.has(Math.floor(index / PAGE)) ? (shown[index] ?? null) : null,
    window(from, to) {
      if (asked.rows > PAGE) setTimeout(() => load(from, to), SLOW_MS);
    },
    setFilter(next) {
      filter.set(next);
      show();
    },
    open: (id) =>
      view(
        id,
        () => rows.find((one) => one.id === id) ?? null,
        (changed) => change(id, changed),
        revision,
        asked,
      ),
    onArrival: () => () => undefined,
    takeOver: () => phase.set("ready"),
    reload: () => location.reload(),
    async signOut() {
      phase.set("unlinked");
    },
    cards: async () => [...rows.values()],
    close: () => undefined,
  };
}

function sampleProfile(): Inbox["profile"] {
  const fields = { name: shopfront.profile.name, time_zone: shopfront.profile.timeZone };
  return {
    published: writable({ fields, rev: 4 }),
    preview: async () => ({ mistakes: [], warnings: [], hours: null, first: [], known: [] }),
    holidays: async () => [],
    publish: async () => undefined,
  };
}

function sampleTeam(): Inbox["team"] {
  const done = async () => undefined;
  const devices = people.map(({ person, role }) => ({
    id: `device-${person}`,
    person,
    role,
    sinceMs: now - person * 86_400_000,
    mine: person === anna.person,
  }));
  return {
    devices: writable(devices),
    invites: writable([]),
    sheet: writable({ id: "sheet", sinceMs: now - 300 * 86_400_000, unprinted: false }),
    seen: writable(
      Object.fromEntries(
        devices.map(({ id, person }) => [id, iso(now - (person - 1) * 86_400_000).slice(0, 10)]),
      ),
    ),
    sign: writable({
      name: shopfront.profile.name,
      url: `https://tresen.example/${shopfront.handle}#key=T974X67S9X3MK6HGHQFQ3WTQRZ57J1AB`,
      words: ["amsel", "birne", "lampe", "wolke"],
    }),
    refresh: done,
    invite: () => Promise.reject(new Error("nobody answers here")),
    confirm: done,
    drop: done,
    revoke: done,
    rename: done,
  };
}

function count(rows: readonly ConversationRow[]): Record<Filter, number> {
  const number = (filter: Filter) => rows.filter(fits[filter]).length;
  return { all: rows.length, unread: number("unread"), mine: number("mine"), closed: number("closed") };
}

function view(
  id: string,
  find: () => ConversationRow | null,
  change: (changed: Partial<ConversationRow>) => void,
  revision: Inbox["revision"],
  asked: Asked,
): ConversationView {
  const row = writable(find());
  const rows = writable<readonly LogRow[]>(talk);
  const collision = writable(asked.collision ? { person: 2 } : null);
  const end = revision.subscribe(() => row.set(find()));
  const add = (one: LogRow) => rows.set([...rows.get(), one]);
  return {
    id,
    row,
    rows,
    older: writable(false),
    draft: writable(find()?.draft ?? ""),
    collision,
    send: async (text) => add(said(0, text, "sending", anna)),
    retry: async () => undefined,
    loadOlder: async () => undefined,
    setDraft: (draft) => change({ draft }),
    setTyping: () => undefined,
    markRead() {
      if (find()?.unread) change({ unread: 0 });
    },
    acknowledgeCollision: () => collision.set(null),
    async assign(person) {
      change({ assigned: person });
      add(note(0, "assigned", person));
    },
    async closeConversation() {
      change({ state: "closed" });
      add(note(0, "closed", anna.person));
    },
    async reopen() {
      change({ state: "open" });
      add(note(0, "reopened", anna.person));
    },
    setAutomatic: async (on) => change({ autoOff: !on }),
    rename: async (name) => change({ name }),
    link: async (earlier, name) =>
      change(name === null ? { earlier } : { earlier, name: name === "" ? null : name }),
    leave: end,
  };
}
