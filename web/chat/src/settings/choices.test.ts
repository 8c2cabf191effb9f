import { expect, test } from "vitest";
import { defaults, fit } from "./choices.ts";

test("what was chosen is kept", () => {
  for (const chosen of [defaults, { sound: true, takeBack: false }, { sound: true, takeBack: true }])
    expect(fit(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
});

test("whatever else is stored there, nothing sounds and nothing waits", () => {
  for (const broken of [null, 7, "x", [], {}, { sound: "true", takeBack: 1 }])
    expect(fit(broken)).toEqual(defaults);
});
