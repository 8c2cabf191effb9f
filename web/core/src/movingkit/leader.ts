/** The moving kit in the leading tab: writing its document. */

import type { DocumentKind } from "../documents/kinds.ts";
import type { Values } from "../documents/merge.ts";
import * as movingkit from "../documents/movingkit.ts";
import type { MovingKitCommands } from "./api.ts";

interface DocumentWriter {
  set(kind: DocumentKind, about: string | null, values: Values): Promise<void>;
}

export const movingKitCommands = (documents: DocumentWriter): MovingKitCommands => ({
  tickMoving: (text, on) => documents.set(movingkit, null, movingkit.ticked(text, on)),
  useMovingWay: (text, key) => documents.set(movingkit, null, movingkit.withWay(text, key)),
});
