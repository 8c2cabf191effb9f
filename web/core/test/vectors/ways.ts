/** Operations of the shared vectors on ways: links, what a message says of one, the back room's entry, what is switched off. */

import { decode, map } from "../../src/base/shape.ts";
import { cameBy } from "../../src/content/way.ts";
import { readVersion } from "../../src/documents/kinds.ts";
import * as way from "../../src/documents/way.ts";
import { closedIn } from "../../src/profile/closedways.ts";
import { readWay, wayUrl } from "../../src/wire/ways.ts";
import { unhex } from "./plain.ts";

type Values = Readonly<Record<string, unknown>>;

export const wayOperations: Readonly<Record<string, (given: Values) => Values>> = {
  link_way: ({ url }) => ({ way: readWay(new URL(String(url)).hash) }),
  way_link: ({ public_url: origin, handle, fingerprint, id, source, text }) => ({
    url: wayUrl({
      origin: String(origin),
      handle: String(handle),
      print: fingerprint === null ? null : unhex(String(fingerprint)),
      id: String(id),
      source: String(source),
      text: String(text),
    }),
  }),
  message_way: ({ payload }) => ({ way: cameBy(decode(unhex(String(payload)), map).way) }),
  way_says: ({ payload, at_ms: atMs, device, key }) => {
    const version = decode(unhex(String(payload)), map);
    const said = way.wayIn(readVersion(version, way, Number(atMs), unhex(String(device))));
    if (said === null) return { said };
    const { name, text, madeMs } = said;
    return { said: { id: way.linkId(unhex(String(key))), name, text, made_ms: madeMs } };
  },
  ways_off: ({ profile }) => ({ closed: closedIn((profile as Values).ways_closed) }),
};
