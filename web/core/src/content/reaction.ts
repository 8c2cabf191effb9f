/** A reaction: one emoji, or none to take the former back (S9). */

import { EMOJI_BYTES } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import type { ActModule } from "./actmodule.ts";

export interface Reaction {
  readonly kind: "reaction";
  readonly emoji: string | null;
}

/** The code points that an emoji is made of, by block. Unicode's tables grow each year; these are part of the protocol (S9). */
const BASE =
  "[\\u00a9\\u00ae\\u203c\\u2049\\u2122\\u2139\\u2190-\\u2bff\\u3030\\u303d\\u3297\\u3299\\u{1f000}-\\u{1f1e5}\\u{1f200}-\\u{1faff}]";
const CHANGED = `${BASE}(?:\\ufe0f|[\\u{1f3fb}-\\u{1f3ff}]|[\\u{e0020}-\\u{e007e}]+\\u{e007f})?`;
const FLAG = "[\\u{1f1e6}-\\u{1f1ff}]{2}";
const KEY = "[0-9#*]\\ufe0f?\\u20e3";
const EMOJI = new RegExp(`^(?:${FLAG}|${KEY}|${CHANGED}(?:\\u200d${CHANGED})*)$`, "u");
/** Is this one emoji, as people see it? */
export const isEmoji = (value: string): boolean =>
  new TextEncoder().encode(value).length <= EMOJI_BYTES && EMOJI.test(value);

export const reaction: ActModule<Reaction> = {
  read: ({ emoji }) =>
    emoji === null || (typeof emoji === "string" && isEmoji(emoji)) ? { kind: "reaction", emoji } : null,
  payload: ({ kind, emoji }): Payload => ({ kind, emoji }),
};
