/** What the inbox needs to read an export: fetched when somebody brings one in. */

export { BUNDLE_BYTES, mediaKind } from "./media.ts";
export { ExportRefused, remoteReader } from "./remote.ts";
