import { expect, test } from "vitest";
import { defaults, fit, inFrame } from "./choices.ts";

test("what was chosen is kept", () => {
  for (const chosen of [defaults, { sound: false, takeBack: false }, { sound: false, takeBack: true }])
    expect(fit(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
});

test("[interface] at first what arrives sounds, as everybody's messengers do, and nothing waits", () => {
  expect(defaults).toEqual({ sound: true, takeBack: false });
});

test("[S22] in a frame nothing sounds before somebody says so", () => {
  expect(fit({}, inFrame)).toEqual({ sound: false, takeBack: false });
  expect(fit({ sound: true }, inFrame)).toEqual({ sound: true, takeBack: false });
});

test("whatever else is stored there counts as nothing", () => {
  for (const broken of [null, 7, "x", [], {}, { sound: "true", takeBack: 1 }])
    expect(fit(broken)).toEqual(defaults);
});
