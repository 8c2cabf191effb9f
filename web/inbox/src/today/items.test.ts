import { expect, test } from "vitest";
import { ITEMS, type Item, itemsOf, type Standing } from "./items.ts";

const standing = (set: Partial<Standing> = {}): Standing => ({
  ...(Object.fromEntries(ITEMS.map((name) => [name, false])) as Standing),
  ...set,
});
const names = (items: readonly Item[]) => items.map(({ name }) => name);

test("[flow] sheet and imprint cannot be closed, the rest can", () => {
  const items = itemsOf(standing(), []);
  expect(items.filter(({ closable }) => !closable).map(({ name }) => name)).toEqual(["sheet", "imprint"]);
  expect(names(itemsOf(standing(), [...ITEMS]))).toEqual(["sheet", "imprint"]);
});

test("[flow] on a device that set no shop up the card shows only what no shop can be without", () => {
  expect(names(itemsOf(standing(), null))).toEqual(["sheet", "imprint"]);
  expect(names(itemsOf(standing({ sheet: true }), null))).toEqual(["imprint"]);
  expect(itemsOf(standing({ sheet: true, imprint: true }), null)).toEqual([]);
});

test("[flow] what this browser cannot do is not asked of it, and the card goes with the last thing done or closed", () => {
  expect(names(itemsOf(standing({ install: null }), []))).not.toContain("install");
  const most = standing({
    sheet: true,
    imprint: true,
    sign: true,
    notify: true,
    replies: true,
    picture: true,
  });
  expect(names(itemsOf({ ...most, install: null }, []))).toContain("invite");
  expect(itemsOf({ ...most, install: null }, ["invite"])).toEqual([]);
});
