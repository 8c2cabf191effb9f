import type { Inbox, LawView } from "@tresen/core/api";
import { writable } from "@tresen/core/readable";
import { expect, it } from "vitest";
import { page } from "vitest/browser";
import HoldOfOne from "../../test/HoldOfOne.svelte";
import { shown } from "../../test/showing.ts";

it("[D6] asks the server once whether a conversation is held, and once more after the connection was lost", async () => {
  let asked = 0;
  const law = {
    holds: async () => {
      asked += 1;
      return [{ conversation: "krause", reason: "dispute", untilMs: null }];
    },
  } as unknown as LawView;
  const net = writable("online");
  await shown(HoldOfOne, { law: async () => law, net: net as unknown as Inbox["net"] });
  await expect.element(page.getByRole("button", { name: "Loslassen" })).toBeVisible();
  expect(asked).toBe(1);
  net.set("offline");
  net.set("online");
  await expect.poll(() => asked).toBe(2);
});
