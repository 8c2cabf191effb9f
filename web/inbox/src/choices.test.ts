import { describe, expect, it } from "vitest";
import { defaults, fit } from "./choices.ts";

describe("choices of this device", () => {
  it("keeps what was chosen", () => {
    const chosen = {
      language: "en",
      sound: false,
      letters: false,
      suggestions: false,
      takeBack: true,
      takeOver: false,
      labelBar: true,
      notify: true,
      push: true,
      doubted: true,
      detail: "full",
    } as const;
    expect(fit(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
  });

  it("falls back to defaults field by field, never as a whole", () => {
    expect(fit({ language: "fr", sound: false, other: 1 })).toEqual({ ...defaults, sound: false });
    for (const broken of [null, 7, "x", [], undefined]) expect(fit(broken)).toEqual(defaults);
  });
});
