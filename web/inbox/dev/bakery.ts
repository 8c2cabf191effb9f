import type { ConversationRow, LogRow, Person, SendState, Shopfront } from "@tresen/core/api";
import { profileOf } from "@tresen/core/profile";

const MINUTE = 60_000;
export const now = Date.now();

export const shopfront: Shopfront = {
  business: "b",
  handle: "sonnenschein",
  profile: profileOf({ name: "Bäckerei Sonnenschein", city: "Berlin" }),
  trust: "verified",
  open: true,
  stale: false,
  changes: [],
};

export const anna: Person = { person: 1, name: "Anna", role: "owner" };
export const people: readonly Person[] = [
  anna,
  { person: 2, name: "Ben", role: "member" },
  { person: 3, name: "Cem", role: "member" },
];

interface Customer {
  readonly name: string | null;
  readonly said: string | null;
  readonly minutes: number;
  readonly more?: Partial<ConversationRow>;
  readonly state?: SendState;
}

const customers: readonly Customer[] = [
  {
    name: "Sabine Krause",
    said: "Und noch 15 Schrippen, bitte.",
    minutes: 3,
    more: { assigned: 2, typing: [2] },
  },
  {
    name: "Kita Regenbogen e. V.",
    said: "40 Laugenbrötchen für Donnerstag, geht das?",
    minutes: 6,
    more: { unread: 2 },
  },
  { name: "Emre Yilmaz", said: "Liegt mein Fladenbrot schon bereit?", minutes: 18, more: { unread: 1 } },
  {
    name: "Dr. Maximiliane von Hohenstein-Bergmann",
    said: "Gern, dann bis Freitag um zehn!",
    minutes: 37,
    more: { assigned: 1 },
    state: "read",
  },
  { name: null, said: "Haben Sie heute auch Dinkelseelen?", minutes: 54, more: { unread: 1 } },
  { name: "Familie Nguyen", said: null, minutes: 75, more: { assigned: 3 } },
  {
    name: "Café Morgenrot",
    said: "Sind unterwegs.",
    minutes: 1560,
    more: { draft: "Die Rechnung" },
    state: "delivered",
  },
  {
    name: "Freiwillige Feuerwehr Britz",
    said: "Super, danke euch!",
    minutes: 1620,
    more: { state: "closed" },
  },
  { name: "Gerda Petersen", said: "Hält der Stollen wirklich bis Weihnachten?", minutes: 2900 },
];

export function row(index: number): ConversationRow {
  const customer = customers[index % customers.length] ?? { name: null, said: null, minutes: 0 };
  const round = Math.floor(index / customers.length);
  const state = customer.state ?? null;
  return {
    id: `c${index}`,
    name: customer.name && round > 0 ? `${customer.name} ${round}` : customer.name,
    state: "open",
    assigned: null,
    autoOff: false,
    earlier: [],
    createdMs: now - customer.minutes * MINUTE - MINUTE,
    lastMs: now - (customer.minutes + round) * MINUTE,
    unread: 0,
    preview: {
      ours: state !== null,
      text: customer.said,
      state,
      trouble: customer.said === null ? "unreadable" : null,
    },
    draft: "",
    typing: [],
    customerTyping: false,
    ...customer.more,
  };
}

let count = 0;

export function said(
  minutes: number,
  text: string,
  state: SendState | null = null,
  by: Person | null = null,
): LogRow {
  count += 1;
  return {
    type: "message",
    key: `k${count}`,
    pos: state === "sending" ? null : count,
    atMs: now - minutes * MINUTE,
    ours: by !== null,
    by: by?.name ?? null,
    person: by?.person ?? null,
    content: { kind: "text", text },
    state,
    trouble: null,
  };
}

export function note(
  minutes: number,
  name: string,
  person: number | null,
  text: string | null = null,
): LogRow {
  count += 1;
  return { type: "note", key: `k${count}`, pos: count, atMs: now - minutes * MINUTE, name, text, person };
}

const ben = people[1] ?? anna;

export const talk: readonly LogRow[] = [
  said(1500, "Guten Tag, ich hätte gern eine Torte für Samstag."),
  note(1499, "away", null, "Wir haben gerade geschlossen und melden uns, sobald wir wieder öffnen."),
  said(55, "Guten Morgen, Frau Krause! So eine vielleicht? Schokolade mit Zwetschgen, 42 €.", "read", anna),
  said(48, "Die ist wunderschön! Genau so, bitte mit „Emma 5“ darauf."),
  note(40, "assigned", 2),
  said(33, "Ist notiert, Samstag ab 9 Uhr. Gibt es Allergien?", "read", ben),
  said(8, "Ein Kind verträgt keine Haselnüsse. Mandeln sind in Ordnung."),
  said(7, "Und noch 15 Schrippen, bitte."),
  said(5, "Schrippen sind notiert, ganz frisch um halb neun.", "delivered", ben),
];
