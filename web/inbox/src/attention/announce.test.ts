import { describe, expect, it } from "vitest";
import { de } from "../i18n/de.ts";
import { en } from "../i18n/en.ts";
import { Announcer, sentence } from "./announce.ts";

function stand() {
  const said: string[][] = [];
  const timers: { atMs: number; run: () => void }[] = [];
  let nowMs = 0;
  const announcer = new Announcer({
    now: () => nowMs,
    later: (ms, run) => {
      const timer = { atMs: nowMs + ms, run };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
    say: (conversations) => said.push([...conversations]),
  });
  const pass = (ms: number) => {
    nowMs += ms;
    for (const timer of timers.filter(({ atMs }) => atMs <= nowMs)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.run();
    }
  };
  return { announcer, said, pass };
}

describe("messages elsewhere are announced", () => {
  it("together when they come together, each conversation once", () => {
    const { announcer, said, pass } = stand();
    for (const id of ["a", "b", "a", "a"]) announcer.arrived(id);
    pass(1_500);
    expect(said).toEqual([["a", "b"]]);
  });

  it("and the sentence goes after a while, so that the same one is heard again and no erased name stays", () => {
    const { announcer, said, pass } = stand();
    announcer.arrived("a");
    pass(1_500);
    pass(3_000);
    expect(said).toEqual([["a"], []]);
    announcer.arrived("a");
    pass(3_000);
    expect(said).toEqual([["a"], [], ["a"]]);
  });

  it("never faster than anybody can listen", () => {
    const { announcer, said, pass } = stand();
    for (let second = 0; second < 60; second++) {
      announcer.arrived(`c${second}`);
      pass(1_000);
    }
    expect(said.filter((each) => each.length > 0).length).toBeLessThanOrEqual(10);
    pass(6_000);
    expect(new Set(said.flat()).size).toBe(60);
  });

  it("not when they were opened before it was said", () => {
    const { announcer, said, pass } = stand();
    announcer.arrived("a");
    announcer.opened("a");
    pass(2_000);
    expect(said).toEqual([]);
  });

  it("by name, of many by number", () => {
    expect(sentence(["Frau Weber"], de.actions)).toBe("Neue Nachricht von Frau Weber");
    expect(sentence(["Frau Weber", "Herr Nguyen"], de.actions)).toBe(
      "Neue Nachrichten von Frau Weber und Herr Nguyen",
    );
    expect(sentence(["a", "b", "c"], en.actions)).toBe("New messages in 3 conversations");
  });
});
