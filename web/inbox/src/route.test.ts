import { describe, expect, it } from "vitest";
import {
  card,
  conversationOf,
  href,
  inviteIn,
  isInvite,
  list,
  parse,
  profile,
  profileAt,
  settings,
  talk,
  team,
} from "./route.ts";

describe("route", () => {
  it("reads back every address it writes, whatever the id holds", () => {
    const views = [
      list,
      settings,
      team,
      profile,
      profileAt("imprint"),
      profileAt("privacy"),
      profileAt("hours"),
    ];
    for (const route of [...views, talk("a1"), card("a1"), talk("ä/#%"), card("-_")]) {
      expect(parse(href(route))).toEqual(route);
    }
  });

  it("reads anything unknown as the list", () => {
    for (const fragment of [
      "",
      "#",
      "#/",
      "#/c",
      "#/c/",
      "#/c/%E0%A4%A",
      "#/nowhere",
      "#/settings/x",
      "#/profile/x",
    ]) {
      expect(parse(fragment)).toEqual(list);
    }
  });

  it("names the open conversation", () => {
    expect(conversationOf(parse("#/c/k7/card"))).toBe("k7");
    expect(conversationOf(settings)).toBeNull();
  });

  it("finds the invitation in pasted text", () => {
    expect(inviteIn(" Hier: https://chat.example/inbox#invite=A.B.C\n Gruß")).toBe("#invite=A.B.C");
    expect(inviteIn("#invite=")).toBeNull();
    expect(inviteIn("https://chat.example/inbox")).toBeNull();
  });

  it("knows an invitation from an address", () => {
    expect(isInvite("#invite=id.secret.identity")).toBe(true);
    expect(isInvite("#%69nvite=id.secret.identity")).toBe(true);
    expect(isInvite("#/c/invite=")).toBe(false);
  });
});
