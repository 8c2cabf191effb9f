import { describe, expect, it } from "vitest";
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
};

/** Everything is done; only how things stand now, nobody can tell. */
const noNews = async (command: string): Promise<unknown> => {
  if (command === "teamInvites" || command === "teamSeen") throw new Error("no connection");
  return command === "teamInvite" ? MADE : undefined;
};

const page = () => new TeamPage(noNews as <T>(command: string) => Promise<T>);

describe("the connection breaks after an invitation was made, confirmed or dropped", () => {
  it("[S12] made: it is made, and shown with its link", async () => {
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
