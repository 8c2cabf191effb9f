import { expect, test } from "vitest";
import { openedAt, ServerClock } from "../../src/conversation/opened.ts";
import { emptyConversation } from "../../src/model/conversation.ts";

const DEVICE = 1_000_000;
/** The server's clock is ten minutes behind. */
const AHEAD = -600_000;

test("[W2] what was opened before the server said its time was opened when it said it", () => {
  const clock = new ServerClock();
  const { openedMs } = openedAt(emptyConversation("a"), DEVICE, clock);
  expect(openedMs()).toBe(DEVICE);
  clock.take(undefined, DEVICE + 10);
  expect(openedMs()).toBe(DEVICE);
  clock.take(AHEAD, DEVICE + 500);
  expect(openedMs()).toBe(DEVICE + 500 + AHEAD);
});

test("[W2] a later connection moves the time by what the clock is wrong, and no more", () => {
  const clock = new ServerClock();
  clock.take(AHEAD, DEVICE);
  const { openedMs } = openedAt(emptyConversation("a"), DEVICE + 1_000, clock);
  expect(openedMs()).toBe(DEVICE + 1_000 + AHEAD);
  clock.take(AHEAD - 5, DEVICE + 90_000);
  expect(openedMs()).toBe(DEVICE + 1_000 + AHEAD - 5);
});

test("[W2] a device whose clock is set right meanwhile is not ahead of the server for as long as it was wrong", () => {
  const clock = new ServerClock();
  clock.take(-86_400_000, DEVICE + 86_400_000);
  clock.take(0, DEVICE + 1_000);
  expect(clock.at(DEVICE + 2_000)).toBe(DEVICE + 2_000);
});
