// [I-10, I-12] Whoever writes a message or an automatic answer chooses its text, so the core must handle it in linear time.
import { describe, test } from "vitest";
import { decode, encode, map } from "../../src/base/shape.ts";
import { automaticText } from "../../src/content/automatic.ts";
import { pad, unpad } from "../../src/seal/message.ts";
import { everyText, expectLinear } from "../world/hostiletext.ts";

const FUNCTIONS: Record<string, (text: string) => unknown> = {
  "a payload, packed and unpacked": (text) =>
    decode(encode({ kind: "text", text: text.slice(0, 16_000) }), map),
  "padding of zeros": (text) => unpad(pad(encode(text.replace(/./gs, "\0").slice(0, 16_000)))),
  "an automatic answer": (text) =>
    automaticText({ name: text, greeting: { text: { de: text } } }, "greeting", "de", 0, 3_600_000),
};

describe.each(Object.entries(FUNCTIONS))("%s", (_, run) => {
  test.each(everyText())("%s", (_name, make) => expectLinear(run, make));
});
