import { describe, expect, it } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { soft } from "./soft.ts";

/** What fits on a phone of 320 px with letters of 24 px, in the size of a title. */
const FITS = 11;

const titles = ({
  quickreplies,
  backroom,
  statistics,
  profile,
  team,
  privacy,
  condition,
  shop,
  sign,
  settings,
}: typeof de) => [
  quickreplies.title,
  backroom.title,
  statistics.title,
  profile.title,
  team.title,
  team.sheet,
  privacy.title,
  condition.title,
  shop.title,
  shop.notifications,
  sign.title,
  settings,
];

describe("long words of titles", () => {
  it("say where they may break, in both languages", () => {
    for (const title of [...titles(de), ...titles(en)])
      for (const piece of soft(title).split(/[\s\u00ad-]/u))
        expect(piece.length, title).toBeLessThanOrEqual(FITS);
  });

  it("stay the same words", () => {
    for (const title of titles(de)) expect(soft(title).replaceAll("\u00ad", "")).toBe(title);
    expect(soft("Datenschutzerklärung")).toBe("Daten\u00adschutz\u00aderklärung");
    expect(soft("Settingsman")).toBe("Settingsman");
  });
});
