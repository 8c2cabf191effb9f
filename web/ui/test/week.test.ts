import { describe, expect, test } from "vitest";
import {
  byAppointmentOnly,
  copied,
  DAYS,
  intervalsOf,
  isClosed,
  isWholeDay,
  mustMend,
  oneMore,
  remarks,
  type Week,
  withAnother,
  withAppointment,
  withDay,
  withoutInterval,
  withTime,
} from "../src/hours/week.ts";

const bakery: Week = {
  mon: [
    ["06:00", "13:00"],
    ["14:00", "18:00"],
  ],
  sat: [["06:00", "12:00"]],
};

describe("changing the week", () => {
  test("a closed day is left out, as the hours file has it", () => {
    const changed = withoutInterval(bakery, "sat", 0);
    expect(Object.keys(changed)).toEqual(["mon"]);
    expect(isClosed(withDay(changed, "mon", []))).toBe(true);
  });

  test("copying a day replaces the others and leaves it alone", () => {
    const changed = copied(bakery, "mon", ["tue", "sat"]);
    expect(changed.tue).toEqual(bakery.mon);
    expect(changed.sat).toEqual(bakery.mon);
    expect(changed.mon).toEqual(bakery.mon);
    expect(copied(bakery, "sun", ["mon"]).mon).toBeUndefined();
  });

  test("one more: an empty day takes the previous open day's hours, else the usual ones", () => {
    expect(withAnother(bakery, "tue").tue).toEqual(bakery.mon);
    expect(withAnother(bakery, "sun").sun).toEqual(bakery.sat);
    expect(withAnother({}, "mon").mon).toEqual([["09:00", "18:00"]]);
  });

  test("one more on an open day begins an hour after the last interval", () => {
    expect(withAnother(bakery, "sat").sat).toEqual([
      ["06:00", "12:00"],
      ["13:00", "17:00"],
    ]);
    expect(withAnother({ fri: [["18:00", "02:00"]] }, "fri").fri?.at(-1)).toEqual(["", ""]);
    expect(withAnother({ fri: [["08:00", "21:30"]] }, "fri").fri?.at(-1)).toEqual(["22:30", "24:00"]);
  });

  test("by appointment: a whole day without times, or a further time beside the open ones", () => {
    const whole = withAppointment([]);
    expect(whole).toEqual([["00:00", "24:00", "appointment"]]);
    expect(whole.every(isWholeDay)).toBe(true);
    expect(withAppointment([["06:00", "13:00"]])).toEqual([
      ["06:00", "13:00"],
      ["14:00", "18:00", "appointment"],
    ]);
    expect(withAppointment([["18:00", "02:00"]])[1]).toEqual(["", "", "appointment"]);
    expect(isWholeDay(["00:00", "24:00"])).toBe(false);
  });

  test("a time takes the place of a whole day by appointment, and is not copied from one", () => {
    const week: Week = { mon: [["08:00", "12:00"]], wed: withAppointment([]) };
    expect(withAnother(week, "wed").wed).toEqual([["08:00", "12:00"]]);
    expect(withAnother(week, "thu").thu).toEqual([["08:00", "12:00"]]);
    expect(oneMore([])).toEqual([["09:00", "18:00"]]);
  });

  test("a shop without fixed times is not closed", () => {
    const week = byAppointmentOnly();
    expect(Object.keys(week)).toEqual([...DAYS]);
    expect(isClosed(week)).toBe(false);
    expect(remarks(week)).toEqual([]);
  });

  test("times change one by one, and a mark stays", () => {
    const marked: Week = { mon: [["14:00", "17:00", "appointment"]] };
    expect(withTime(marked, "mon", 0, 1, "18:00").mon).toEqual([["14:00", "18:00", "appointment"]]);
    expect(withTime(bakery, "mon", 1, 0, "15:00").mon?.[1]).toEqual(["15:00", "18:00"]);
    expect(intervalsOf(withTime(bakery, "mon", 1, 0, "15:00"), "sat")).toEqual(bakery.sat);
  });
});

describe("remarks", () => {
  const kinds = (week: Week) => remarks(week).map(({ day, at, kind }) => `${day} ${at} ${kind}`);

  test("the bakery's week needs none", () => {
    expect(kinds(bakery)).toEqual([]);
  });

  test("a missing or invalid time", () => {
    expect(kinds({ mon: [["", "13:00"]] })).toEqual(["mon 0 missing"]);
    expect(kinds({ mon: [["24:00", "13:00"]] })).toEqual(["mon 0 missing"]);
    expect(kinds({ mon: [["8:00", "13:00"]] })).toEqual(["mon 0 missing"]);
  });

  test("of two that overlap, the later one", () => {
    const week: Week = {
      mon: [
        ["12:00", "18:00"],
        ["06:00", "13:00"],
      ],
    };
    expect(kinds(week)).toEqual(["mon 0 overlap"]);
    expect(remarks(week)[0]).toMatchObject({ other: ["06:00", "13:00"], otherDay: "mon" });
    expect(
      kinds({
        mon: [
          ["06:00", "13:00"],
          ["06:00", "13:00"],
        ],
      }),
    ).toEqual(["mon 1 overlap"]);
  });

  test("a night into the next day's hours, also from Sunday to Monday", () => {
    expect(kinds({ fri: [["18:00", "03:00"]], sat: [["02:00", "04:00"]] })).toEqual([
      "fri 0 night",
      "sat 0 overlap",
    ]);
    const found = remarks({ mon: [["01:00", "04:00"]], sun: [["18:00", "02:00"]] });
    expect(found.filter(mustMend)).toHaveLength(1);
  });

  test("adjoining hours are one; a gap under a quarter of an hour is questioned", () => {
    expect(
      kinds({
        mon: [
          ["06:00", "13:00"],
          ["13:00", "18:00"],
        ],
      }),
    ).toEqual([]);
    expect(
      remarks({
        mon: [
          ["06:00", "13:00"],
          ["13:10", "18:00"],
        ],
      }),
    ).toEqual([{ day: "mon", at: 1, kind: "gap", minutes: 10 }]);
    expect(
      kinds({
        mon: [
          ["06:00", "13:00"],
          ["13:15", "18:00"],
        ],
      }),
    ).toEqual([]);
  });

  test("a time by appointment may overlap nothing, and has no gaps", () => {
    const near: Week = {
      mon: [
        ["06:00", "13:00"],
        ["13:05", "17:00", "appointment"],
        ["17:05", "18:00"],
      ],
    };
    expect(kinds(near)).toEqual([]);
    expect(kinds({ tue: [["18:00", "02:00"]], wed: withAppointment([]) })).toEqual([
      "tue 0 night",
      "wed 0 overlap",
    ]);
  });

  test("until midnight is no night, past it is", () => {
    for (const to of ["24:00", "00:00"]) expect(kinds({ mon: [["18:00", to]] })).toEqual([]);
    expect(remarks({ sun: [["18:00", "02:00"]] })).toEqual([
      { day: "sun", at: 0, kind: "night", to: "02:00", next: "mon" },
    ]);
    expect(kinds({ mon: [["10:00", "10:00"]] })).toEqual(["mon 0 night"]);
  });

  test("only mistakes must be mended", () => {
    const week: Week = {
      mon: [
        ["06:00", "13:00"],
        ["13:10", "02:00"],
      ],
      wed: [["", ""]],
    };
    expect(
      remarks(week)
        .filter(mustMend)
        .map(({ kind }) => kind),
    ).toEqual(["missing"]);
  });

  test("whole days only never overlap", () => {
    const week = Object.fromEntries(DAYS.map((day) => [day, [["00:00", "24:00"]]])) as Week;
    expect(kinds(week)).toEqual([]);
  });
});
