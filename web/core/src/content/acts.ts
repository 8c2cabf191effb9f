/**
 * The kinds of message that are shown in another one: one module for each, as in `index.ts`. They are apart from those because a
 * conversation without them never fetches this.
 */

import type { ActKind } from "../model/acts.ts";
import type { Payload } from "../wire/layouts.ts";
import type { ActModule } from "./actmodule.ts";
import { type Edit, edit } from "./edit.ts";
import { type Pin, pin } from "./pin.ts";
import { type Reaction, reaction } from "./reaction.ts";

export type ActContent = Reaction | Edit | Pin;

const MODULES = { reaction, edit, pin } as const;

export const readAct = (kind: ActKind, payload: Payload): ActContent | null => MODULES[kind].read(payload);

export const actPayload = (content: ActContent): Payload =>
  (MODULES[content.kind] as ActModule<ActContent>).payload(content);
