import { expect, test } from "vitest";
import { scanned } from "./signcode.ts";

const here = { origin: "https://chat.example.org", pathname: "/sonnenschein" };
const sign = "#key=0123456789ABCDEFGHJKMNPQRSTVWXYZ";

test("[S3] the sign of this business leads to its fragment, with or without a slash", () => {
  expect(scanned(`https://chat.example.org/sonnenschein${sign}`, here)).toEqual({ sign });
  expect(scanned(`https://chat.example.org/sonnenschein/${sign}`, here)).toEqual({ sign });
});

test.each([
  ["another business", `https://chat.example.org/hof${sign}`, "other"],
  ["another server", `https://evil.example.org/sonnenschein${sign}`, "other"],
  ["another scheme", `http://chat.example.org/sonnenschein${sign}`, "other"],
  ["no address", "4006381333931", "other"],
  ["a script", `javascript:alert(1)${sign}`, "other"],
  ["the plain address", "https://chat.example.org/sonnenschein", "damaged"],
  ["a sign that lost a piece", "https://chat.example.org/sonnenschein#key=0123", "damaged"],
  ["a return link", "https://chat.example.org/sonnenschein#return=0123.4567", "damaged"],
])("[S3] %s is followed nowhere", (_, text, what) => {
  expect(scanned(text, here)).toBe(what);
});
