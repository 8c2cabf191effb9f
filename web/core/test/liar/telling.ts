/**
 * Retells what a server says, field by field: frames, events and their bodies, and HTTP answers. `tell` is asked for each field by its
 * name (`Welcome.rev`, `Closed.person`, `shapes.RowJson.state`) and gives what is told in its place. protocol/shapes.json and claims.json,
 * which Python writes from its own shapes, say which fields there are.
 */

import claimed from "../../../../protocol/claims.json" with { type: "json" };
import table from "../../../../protocol/shapes.json" with { type: "json" };
import { type Bytes, fromBase64url, toBase64url } from "../../src/base/bytes.ts";
import { decodeMessagePack } from "../../src/base/msgpack.ts";
import { encode } from "../../src/base/shape.ts";

export type Tell = (name: string, value: unknown) => unknown;
export type Json = Record<string, unknown>;
type Row = readonly unknown[];
interface Within {
  readonly list?: Type;
  readonly null?: Type;
  readonly map?: Type;
  readonly row?: readonly Type[];
  readonly words?: readonly string[];
}
/** As tests/liar/shapes.py writes it. */
export type Type = string | Within;

const frames: Readonly<Record<string, readonly string[]>> = claimed.frames;
const answers: Readonly<Record<string, string>> = table.answers;
export const shapes: Readonly<Record<string, Readonly<Record<string, Type>>>> = table.shapes;
const kinds: Readonly<Record<string, readonly string[]>> = table.kinds;
const bodies: Readonly<Record<string, readonly string[]>> = table.bodies;
/** Where events, and rows of marks, stand in answers. */
const EVENTS = ["conversations.EventsJson.events", "shapes.RowJson.last", "shapes.RowJson.card"];
const VERSIONS = ["conversations.BackRoomJson.documents", "conversations.DocumentJson.document"];
const MARKS = ["conversations.MarksJson.marks", "shapes.RowJson.marks"];

export function toldFrame(frame: unknown, tell: Tell): unknown {
  const [tag, ...values] = frame as Row;
  const [name, ...fields] = frames[String(tag)] ?? [];
  if (name === undefined) return frame;
  const told = values.map((value, at) => {
    const field = `${name}.${fields[at]}`;
    return tell(field, within(field, value, tell));
  });
  return [tag, ...told];
}

function within(field: string, value: unknown, tell: Tell): unknown {
  if (field === "Events.events") return (value as Row[]).map((each) => toldEvent(each, tell));
  if (field === "Marks.marks")
    return (value as Row[]).map((each) => toldRow("MarkRow", claimed.marks, each, tell));
  return value;
}

const toldRow = (name: string, fields: readonly string[], row: Row, tell: Tell): unknown[] =>
  row.map((value, at) => (fields[at] === undefined ? value : tell(`${name}.${fields[at]}`, value)));

function toldEvent(event: Row, tell: Tell): unknown[] {
  const kind = Number(event[claimed.event.indexOf("kind")]);
  const told = event.map((value, at) => (claimed.event[at] === "body" ? toldBody(kind, value, tell) : value));
  return toldRow("Event", claimed.event, told, tell);
}

function toldBody(kind: number, body: unknown, tell: Tell): unknown {
  const [whole, left] = kinds[String(kind)] ?? [];
  if (whole === undefined || !Array.isArray(body)) return body;
  const isLeft = left !== undefined && body[left === "Tombstone" ? 0 : 1] === null;
  const name = isLeft ? left : whole;
  const fields = bodies[name] ?? [];
  const parts = body.map((value, at) =>
    fields[at] === "kept"
      ? (value as Row[]).map((row) => toldRow("Kept", bodies.Kept ?? [], row, tell))
      : value,
  );
  return toldRow(name, fields, parts, tell);
}

/** The shape that a call answers; null: bytes, or nothing. */
export function shapeOf(method: string, path: string): string | null {
  const said = path.split("?")[0]?.split("/") ?? [];
  const found = Object.entries(answers).find(([call]) => {
    const [by = "", pattern = ""] = call.split(" ");
    const parts = pattern.split("/");
    return (
      by === method &&
      parts.length === said.length &&
      parts.every((part, at) => part === said[at] || /^{/.test(part))
    );
  });
  return found?.[1] ?? null;
}

export function toldAnswer(method: string, path: string, answer: Json, tell: Tell): Json {
  const shape = shapeOf(method, path);
  return shape === null ? answer : (toldJson(answer, shape, "", tell) as Json);
}

function toldJson(value: unknown, type: Type, field: string, tell: Tell): unknown {
  if (value === null || value === undefined) return value;
  if (typeof type !== "string") {
    if (type.list !== undefined)
      return (value as Row).map((each) => toldJson(each, type.list as Type, field, tell));
    if (type.row !== undefined)
      return (value as Row).map((each, at) => toldJson(each, type.row?.[at] ?? "text", field, tell));
    return type.null === undefined ? value : toldJson(value, type.null, field, tell);
  }
  const fields = shapes[type];
  if (fields === undefined) return toldText(value, field, tell);
  return Object.fromEntries(
    Object.entries(value as Json).map(([key, each]) => {
      const name = `${type}.${key}`;
      return [key, tell(name, toldJson(each, fields[key] ?? "text", name, tell))];
    }),
  );
}

/** Events and marks are MessagePack in base64url. */
function toldText(value: unknown, field: string, tell: Tell): unknown {
  const isMark = MARKS.includes(field);
  if (!isMark && !EVENTS.includes(field) && !VERSIONS.includes(field)) return value;
  const row = decodeMessagePack(fromBase64url(value as string)) as Row;
  return toBase64url(encode(isMark ? toldRow("MarkRow", claimed.marks, row, tell) : toldEvent(row, tell)));
}

export const claims: ReadonlySet<string> = new Set(claimed.claims);

const DAY_MS = 86_400_000;

/** What may stand there instead, with values that no honest server gives. The first ones are the likeliest to be believed. */
export function others(value: unknown): unknown[] {
  const found = [...alike(value)];
  if (value !== null) found.push(null);
  if (typeof value !== "string") found.push("x");
  if (typeof value !== "number") found.push(1);
  return found;
}

function* alike(value: unknown): Generator<unknown> {
  if (typeof value === "boolean") yield !value;
  else if (typeof value === "number") {
    yield* [value + 1, value === 0 ? 2 : value - 1, 0, Number.MAX_SAFE_INTEGER, -1, 0.5, Number.NaN];
    if (value > DAY_MS) yield* [value - 400 * DAY_MS, value + 3 * DAY_MS];
  } else if (typeof value === "string")
    yield* [`${value}x`, value.replace(/^./, (c) => (c === "A" ? "B" : "A")), ""];
  else if (value instanceof Uint8Array) yield* otherBytes(value as Bytes);
  else if (value === null) yield* [2, new Uint8Array(16), []];
  else if (Array.isArray(value)) {
    yield [];
    if (value.length > 1) yield* [value.slice(1), value.toReversed()];
    if (value.length > 0) yield* [[...value, value[0]], [null]];
  } else yield {};
}

function* otherBytes(value: Bytes): Generator<unknown> {
  yield value.map((byte, at) => (at === 0 ? byte ^ 1 : byte));
  yield new Uint8Array(value.length);
  yield value.slice(1);
}
