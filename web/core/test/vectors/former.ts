/** Operations of the shared vectors on former chats (L8, S9). */

import { fromBase64url } from "../../src/base/bytes.ts";
import { decode, map } from "../../src/base/shape.ts";
import * as formerchat from "../../src/documents/formerchat.ts";
import { readVersion } from "../../src/documents/kinds.ts";
import type { Values } from "../../src/documents/merge.ts";
import { type KeptMessage, openPart, partsOf } from "../../src/former/pack.ts";
import { hex, unhex } from "./plain.ts";

const plain = ({ at, writer, text, mark, media }: KeptMessage) => [
  at,
  writer,
  text,
  mark,
  media === null ? null : [media.name, media.type, media.bundle, media.from, media.size],
];

export const formerOperations: Readonly<Record<string, (given: Values) => Promise<Values>>> = {
  former_chat: async ({ payload, at_ms, device, writer }) => {
    const version = decode(unhex(String(payload)), map);
    const document = readVersion(version, formerchat, Number(at_ms), unhex(String(device)));
    const said = formerchat.formerIn(document, typeof writer === "number" ? writer : null);
    const blobs = formerchat.blobsIn(document).map(hex);
    if (said === null) return { said, blobs };
    const { from: first, to: last, atMs, text, bundles, ...rest } = said;
    const files = { text: text.file.name, bundles: bundles.map(({ file }) => file.name) };
    // The blobs are ids like any others.
    if (fromBase64url(text.file.blob).length !== 16) throw new RangeError("an id has 16 bytes");
    return { said: { ...rest, ...files, first, last, at_ms: atMs }, blobs };
  },
  former_messages: async ({ file }) => {
    const packed = new Blob([unhex(String(file))]);
    const messages: unknown[] = [];
    for (const place of await partsOf(packed)) messages.push(...(await openPart(packed, place)).map(plain));
    return { messages };
  },
};
