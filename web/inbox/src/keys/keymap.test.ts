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
const inList: Place = { typing: false, inList: true, letters: true };
const typing: Place = { ...inList, typing: true, inList: false };

describe("keyboard map", () => {
  it("gives every command of the help by each of its keys", () => {
    const names: Record<string, string> = { "↓": "ArrowDown", "↑": "ArrowUp", Esc: "Escape" };
    for (const [keys, command] of help) {
      if (command === "open" || command === "send" || command === "newline" || command === "palette")
        continue;
      for (const key of keys) expect(commandOf(press(names[key] ?? key), inList)).toBe(command);
    }
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
