import { expect, test } from "vitest";
import { Unreachable } from "../../src/base/errors.ts";
import { RequestBell } from "../../src/law/open.ts";

test("[D8] each ring asks for the number and tells anew, also when it is the same; a failure leaves what was known", async () => {
  const answers: (number | null)[] = [2, 2, null, 0];
  const asked: string[] = [];
  const heard: number[] = [];
  const http = {
    get: async (path: string) => {
      asked.push(path);
      const open = answers.shift();
      if (typeof open !== "number") throw new Unreachable();
      return { requests: [], open, next: null };
    },
    post: async () => ({}),
  };
  const bell = new RequestBell(http, () => true);
  bell.open.subscribe(({ count }) => heard.push(count));
  while (answers.length > 0) {
    const before = answers.length;
    bell.refresh();
    await expect.poll(() => answers.length).toBe(before - 1);
  }
  await expect.poll(() => heard).toEqual([0, 2, 2, 0]);
  expect(new Set(asked)).toEqual(new Set(["/requests?state=open"]));
});

test("an auditor's inbox does not ask: the register is not for it", async () => {
  const bell = new RequestBell({ get: () => expect.unreachable(), post: async () => ({}) }, () => false);
  bell.refresh();
  expect(bell.open.get()).toEqual({ count: 0 });
});
