import { SuggestionIndex } from "@tresen/core/suggest";
import { expect, test } from "vitest";
import { Suggester, type Suggestible } from "./suggester.ts";

const reply = (key: string, title: string): Suggestible => ({
  key,
  reply: { title, keywords: [], textDe: "Gern", textEn: "" },
});
const suggester = (pause = () => Promise.resolve(), refusals = (_: string) => 0) =>
  new Suggester(new SuggestionIndex(), pause, refusals);

test("what was added, changed and removed is followed", async () => {
  const followed = suggester();
  await followed.follow([reply("a", "Torte"), reply("b", "Parkplatz")]);
  expect(followed.suggest(["habt ihr torten?"])).toBe("a");
  await followed.follow([reply("a", "Gutschein"), reply("c", "Lieferung")]);
  expect(followed.suggest(["habt ihr torten?"])).toBe(null);
  expect(followed.suggest(["wo kann man parken?"])).toBe(null);
  expect(followed.suggest(["habt ihr gutscheine?"])).toBe("a");
  expect(followed.suggest(["liefert ihr?"])).toBe("c");
});

test("the newest message decides; the one before is read when nothing fits it", async () => {
  const followed = suggester();
  await followed.follow([reply("a", "Torte"), reply("b", "Parkplatz")]);
  expect(followed.suggest(["Und habt ihr Parkplätze?", "Habt ihr Torten?"])).toBe("b");
  expect(followed.suggest(["danke schon mal", "Habt ihr Torten?"])).toBe("a");
  expect(followed.suggest([])).toBe(null);
});

test("the later of two calls decides, also when the earlier one paused", async () => {
  const many = Array.from({ length: 3000 }, (_, at) => reply(`r${at}`, `Torte ${at} mit Sahne und Marzipan`));
  let go = () => {};
  const followed = suggester(
    () =>
      new Promise((resolve) => {
        go = resolve;
      }),
  );
  const first = followed.follow(many);
  const second = followed.follow([reply("a", "Gutschein")]);
  go();
  await Promise.all([first, second]);
  expect(followed.suggest(["torte mit marzipan"])).toBe(null);
  expect(followed.suggest(["gutschein"])).toBe("a");
});
