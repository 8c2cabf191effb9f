import { describe, expect, it } from "vitest";
import { Unreachable } from "../../src/base/errors.ts";
import type { TeamInvite } from "../../src/team/api.ts";
import { TeamPage } from "../../src/team/tab.ts";

const MADE: TeamInvite = {
  id: "AAAAAAAAAAAAAAAAAAAAAA",
  person: 2,
  name: "Ben",
  role: "member",
  state: "open",
  untilMs: 1_000,
  by: null,
  answered: false,
  link: "https://bakery.example/inbox#invite=1",
  words: null,
  program: null,
};

/** The call succeeds, but the state afterwards cannot be read. */
const noNews = async (): Promise<never> => {
  throw new Unreachable("no connection");
};
const done = async () => {};

const page = () =>
  new TeamPage({
    leader: {
      teamInvite: async () => MADE,
      teamConfirm: done,
      teamRevoke: done,
      teamRename: done,
      teamAddPaper: done,
      sheetReplace: done,
      teamSay: done,
      teamNameDevice: done,
    },
    http: { get: noNews, post: noNews },
    names: () => new Map(),
    invites: () => ({ all: noNews, drop: done }),
    changed: () => {},
  });

describe("the connection breaks after an invitation was made, confirmed or dropped", () => {
  it("[S12] made: it exists and is shown with its link", async () => {
    const team = page();
    await expect(team.invite(null, "Ben", "member")).resolves.toEqual(MADE);
    expect(team.invites.get()).toEqual([MADE]);
  });

  it.each(["confirm", "drop"] as const)(
    "[S12] %s: it is done, not said to have failed, and no longer shown",
    async (act) => {
      const team = page();
      await team.invite(null, "Ben", "member");
      await expect(team[act](MADE.id)).resolves.toBeUndefined();
      expect(team.invites.get()).toEqual([]);
    },
  );
});
