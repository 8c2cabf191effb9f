/** The websites on which a business's page may stand in a frame, as its signed profile names them (S22, protocol/profile.md). Pure. */

import { WEBSITE_CHARACTERS, WEBSITES } from "../wire/generated.ts";

const LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const PORT = "(?::[1-9][0-9]{0,4})?";
const SECURE = new RegExp(`^https://${LABEL}(?:\\.${LABEL})+${PORT}$`);
const OWN_MACHINE = new RegExp(`^https?://(?:localhost|127\\.0\\.0\\.1)${PORT}$`);
const USUAL_PORT = /^https:.*:443$|^http:.*:80$/;

/**
 * Whether it is an origin as browsers write it: `https`, a whole host in small ASCII letters, no usual port, nothing after it. On the own
 * machine `http` will do: nobody stands between.
 */
export const isWebsite = (value: unknown): value is string =>
  typeof value === "string" &&
  value.length <= WEBSITE_CHARACTERS &&
  !USUAL_PORT.test(value) &&
  (SECURE.test(value) || OWN_MACHINE.test(value));

/**
 * The websites of a profile's field that count for a server at this address, each once; what is none is left out: early profiles may hold
 * anything. Beside a server that speaks TLS, a website that does not counts for nothing.
 */
export function websitesIn(field: unknown, publicUrl: string): readonly string[] {
  if (!Array.isArray(field)) return [];
  const good = new Set(field.slice(0, WEBSITES).filter(isWebsite));
  return [...good].filter((each) => each.startsWith("https:") || publicUrl.startsWith("http:"));
}
