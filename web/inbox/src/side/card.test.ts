import { expect, test } from "vitest";
import { readBirthday, showBirthday } from "./birthday.ts";
import { callable, mailable } from "./reach.ts";

test("a birthday is read in the ways people write it, and shown so that it is read again", () => {
  for (const [typed, day] of [
    ["3.5.1968", "1968-05-03"],
    ["03.05.", "--05-03"],
    ["3/5", "--05-03"],
    ["3/5/1968", "1968-05-03"],
    ["1968-05-03", "1968-05-03"],
    ["29.2.", "--02-29"],
    ["", ""],
  ] as const)
    expect(readBirthday(typed), typed).toBe(day);
  for (const typed of ["31.4.", "29.2.2023", "3.5.68", "Mai", "3.13.1968", "0.1.", "1.1.0000"])
    expect(readBirthday(typed), typed).toBeNull();
  for (const day of ["1968-05-03", "--02-29", ""])
    for (const lang of ["de", "en"] as const) expect(readBirthday(showBirthday(day, lang))).toBe(day);
});

test("what can be dialled is dialled, whatever stands between", () => {
  expect(callable("030 5550-1234")).toBe("tel:03055501234");
  expect(callable("+49 (0)30 / 5550 12")).toBe("tel:+4930555012");
  expect(callable("0171 5550 987 (abends)")).toBe("tel:01715550987");
  for (const typed of ["", "keins", "12", "+"]) expect(callable(typed)).toBeNull();
});

test("only an address is written to, and it carries nothing else into the link", () => {
  expect(mailable(" s@krause.example ")).toBe("mailto:s@krause.example");
  expect(mailable("a?cc=b&body=c@krause.example")).toBe("mailto:a%3Fcc%3Db%26body%3Dc@krause.example");
  for (const typed of ["", "krause", "a@b@c", "a@b, c@d"]) expect(mailable(typed)).toBeNull();
});
