import { expect, test } from "vitest";
import { regionsOf } from "./postcodes.ts";
import { zoneOf } from "./regions.ts";

test.each([
  ["12045", "DE-BE"],
  ["14467", "DE-BB"],
  ["01067", "DE-SN"],
  ["04109", "DE-SN"],
  ["06108", "DE-ST"],
  ["07743", "DE-TH"],
  ["18055", "DE-MV"],
  ["20457", "DE-HH"],
  ["24103", "DE-SH"],
  ["28195", "DE-HB"],
  ["27570", "DE-HB"],
  ["30159", "DE-NI"],
  ["50667", "DE-NW"],
  ["55116", "DE-RP"],
  ["60311", "DE-HE"],
  ["66111", "DE-SL"],
  ["70173", "DE-BW"],
  ["89073", "DE-BW"],
  ["89231", "DE-BY"],
  ["80331", "DE-BY"],
  ["86150", "DE-Augsburg"],
  ["86199", "DE-Augsburg"],
  ["86316", "DE-BY"],
  ["99084", "DE-TH"],
])("[hours] %s lies in %s, whose holidays count", (postcode, region) => {
  expect(regionsOf(postcode)).toEqual([region]);
});

test("[hours] a postcode that spans two Länder names both: a person decides", () => {
  expect(regionsOf("15569")).toEqual(["DE-BB", "DE-BE"]);
  expect(regionsOf("22145")).toEqual(["DE-HH", "DE-SH"]);
  expect(regionsOf("69412")).toEqual(["DE-BW", "DE-HE"]);
});

test.each(["", "1204", "120455", "1010", "ABCDE", "00000", "01066"])(
  "[hours] %j is no German postcode",
  (typed) => {
    expect(regionsOf(typed)).toEqual([]);
  },
);

test("[hours] every region is one that the hours file knows", () => {
  for (let code = 1067; code < 100_000; code += 7)
    for (const region of regionsOf(String(code).padStart(5, "0")))
      expect(zoneOf(region)).toBe("Europe/Berlin");
});
