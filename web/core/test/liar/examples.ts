/** An honest answer of each shape: a value in every field, made from its type. Words that have a meaning stand in `MEANT`. */

import { toBase64url } from "../../src/base/bytes.ts";
import { NOON } from "../world/bakery.ts";
import { type Json, shapeOf, shapes, type Type } from "./telling.ts";

const ID = toBase64url(new Uint8Array(16).fill(7));
const HASH = toBase64url(new Uint8Array(32).fill(9));

/** Of fields whose type says less than what clients make of them. */
const MEANT: Readonly<Record<string, unknown>> = {
  "calls.CallHours.mode": "opening",
  "condition.FindingJson.state": "good",
  "conversations.ListPage.counts": { all: 3, unread: 1, mine: 2, closed: 4 },
  "invites.InviteJson.role": "member",
  "invites.InviteJson.state": "open",
  "invites.OfferJson.role": "member",
  "invites.OfferJson.state": "open",
  "law.LineJson.what": "exported",
  "mail.Given.outcome": "sent",
  "mail.Given.state": "asked",
  "mail.MailJson.state": "asked",
  "mail.MailTried.outcome": "sent",
  "mydata.ClassJson.class": "letter",
  "mydata.HoldJson.reason": "dispute",
  "mydata.RequestJson.kind": "access",
  "mydata.RequestJson.state": "open",
  "notifications.PushTried.outcome": "sent",
  "notifications.QuietJson.mode": "hours",
  "preview.BannerHash.hash": HASH,
  "shapes.RowJson.state": "open",
  "statistics.StatisticsJson.by": "day",
  "statistics.StatisticsJson.hours": Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 2)),
};

/** What that call answers. */
export function exampleOf(method: string, path: string): Json {
  const shape = shapeOf(method, path);
  if (shape === null) throw new Error(`no such call: ${method} ${path}`);
  return made(shape, "") as Json;
}

function made(type: Type, field: string): unknown {
  if (field in MEANT) return MEANT[field];
  if (typeof type !== "string") {
    if (type.list !== undefined) return [made(type.list, ""), made(type.list, "")];
    if (type.row !== undefined) return type.row.map((each) => made(each, ""));
    if (type.map !== undefined) return { one: made(type.map, "") };
    return type.words === undefined ? made(type.null ?? "text", field) : type.words[0];
  }
  const fields = shapes[type];
  if (fields === undefined) return plain(type, field);
  return Object.fromEntries(Object.entries(fields).map(([key, each]) => [key, made(each, `${type}.${key}`)]));
}

function plain(type: string, field: string): unknown {
  if (type === "flag") return true;
  if (type === "base64url") return ID;
  if (type === "date") return "2026-11-27";
  if (type === "count") return field.endsWith("_ms") ? NOON : 5;
  return /(_from|_until|\.from|\.to|_day)$/.test(field) ? "2026-11-27" : "Wort";
}
