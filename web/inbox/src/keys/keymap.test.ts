import { commandIn } from "@tresen/ui/log/keys";
import { describe, expect, it } from "vitest";
import { commandOf, help, type Place, type Press } from "./keymap.ts";

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  ...more,
});
/** A key of the help, with those that are held. */
function held(keys: string) {
  const parts = keys.split("+");
  return {
    ...press(parts.at(-1) ?? "", { ctrlKey: parts.includes("Ctrl") }),
    shiftKey: parts.includes("Shift"),
  };
}
const inList: Place = { typing: false, inList: true, letters: true };
const typing: Place = { ...inList, typing: true, inList: false };

describe("keyboard map", () => {
  it("gives every command of the help by each of its keys", () => {
    for (const [keys, command] of help.list) {
      // The browser opens a link that has the focus.
      if (command === "open") continue;
      for (const key of keys) expect(commandOf(held(key), inList)).toBe(command);
    }
  });

  it("explains every letter that acts", () => {
    const explained = new Set(help.list.flatMap(([keys]) => keys));
    for (const letter of "abcdefghijklmnopqrstuvwxyz?")
      expect(commandOf(press(letter), inList) !== null, letter).toBe(explained.has(letter));
  });

  it("says of the keys on a message what the conversation does", () => {
    for (const [keys, what] of help.message)
      for (const key of keys)
        expect(`message${commandIn(held(key), true)}`.toLowerCase()).toBe(what.toLowerCase());
    const explained = new Set(help.message.flatMap(([keys]) => keys));
    for (const letter of "abcdefghijklmnopqrstuvwxyz")
      expect(commandIn(held(letter), true) !== null, letter).toBe(explained.has(letter));
  });

  it("leaves letters and arrows to the field that has the focus, but not Escape", () => {
    for (const key of ["j", "e", "?", "ArrowDown", "Enter"]) expect(commandOf(press(key), typing)).toBeNull();
    expect(commandOf(press("Escape"), typing)).toBe("back");
  });

  it("opens the command palette from everywhere, also from a field", () => {
    for (const more of [{ ctrlKey: true }, { metaKey: true }])
      for (const place of [inList, typing, { ...typing, letters: false }])
        expect(commandOf(press("k", more), place)).toBe("palette");
    for (const more of [{ ctrlKey: true, altKey: true }, { ctrlKey: true, metaKey: true }, {}])
      expect(commandOf(press("k", more), typing)).toBeNull();
    expect(commandOf(press("k", { ctrlKey: true, isComposing: true }), typing)).toBeNull();
  });

  it("leaves arrows to a conversation that scrolls", () => {
    expect(commandOf(press("ArrowDown"), { ...inList, inList: false })).toBeNull();
    expect(commandOf(press("j"), { ...inList, inList: false })).toBe("next");
  });

  it("never takes a browser's or system's shortcut, nor a key inside a composition", () => {
    for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { isComposing: true }]) {
      expect(commandOf(press("j", more), inList)).toBeNull();
    }
  });

  it("can do without single letters", () => {
    const place = { ...inList, letters: false };
    expect(commandOf(press("e"), place)).toBeNull();
    expect(commandOf(press("?"), place)).toBeNull();
    expect(commandOf(press("ArrowDown"), place)).toBe("next");
    expect(commandOf(press("Escape"), place)).toBe("back");
  });
});
