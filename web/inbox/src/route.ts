/** The sections of the profile, by the ids of their headings, in their order. */
export const SECTIONS = [
  "facts",
  "legal",
  "hours",
  "holidays",
  "specials",
  "calls",
  "greeting",
  "away",
  "ahead",
] as const;
export type ProfileSection = (typeof SECTIONS)[number];

/** What is linked to: a field that is to be filled in, or a section. */
export type ProfileField = "imprint" | "privacy" | ProfileSection;
const FIELDS: readonly ProfileField[] = ["imprint", "privacy", ...SECTIONS];
export const isProfileField = (at: string | undefined): at is ProfileField =>
  FIELDS.some((name) => name === at);

/** Views that take the whole width. `pages.ts` has their components, icons and titles. */
export const PAGES = [
  "backroom",
  "statistics",
  "shop",
  "settings",
  "profile",
  "sign",
  "ways",
  "moving",
  "website",
  "team",
  "quickreplies",
  "invitations",
  "privacy",
  "condition",
  "more",
] as const;
export type PageName = (typeof PAGES)[number];

/** The areas of the rail, below the messages. A phone has the first of them and "more", which leads to all others. */
export const RAIL = ["backroom", "statistics", "shop", "settings"] as const;

/** The pages that stand on the page of the shop, in their order there. */
export const SHOP = [
  "profile",
  "sign",
  "ways",
  "moving",
  "website",
  "team",
  "quickreplies",
  "invitations",
  "privacy",
  "condition",
] as const;

/** The area that a page belongs to: its own, or that of the page it is reached from. */
export const areaOf = (page: PageName): PageName => (SHOP.some((name) => name === page) ? "shop" : page);

/** Sections that are linked to on pages other than the profile. */
const PLACES: Readonly<Partial<Record<PageName, readonly string[]>>> = {
  settings: ["notifications", "display", "writing", "applock", "former", "passkey", "device"],
};

/** Where the app is, as the fragment of its address. The fragment never leaves the browser. */
export type Route =
  | { readonly view: "list" }
  | { readonly view: "talk"; readonly id: string }
  | { readonly view: "card"; readonly id: string }
  /** `at`: the field that is to be filled in, or the section that is meant. */
  | { readonly view: PageName; readonly at?: string };

export const list: Route = { view: "list" };
export const profile: Route = { view: "profile" };
export const profileAt = (at: ProfileField): Route => ({ view: "profile", at });
export const team: Route = { view: "team" };
export const sign: Route = { view: "sign" };
export const settings: Route = { view: "settings" };
export const talk = (id: string): Route => ({ view: "talk", id });
export const card = (id: string): Route => ({ view: "card", id });

/** Never fails: whatever it cannot read is the list. */
export function parse(fragment: string): Route {
  const [first, second, third] = fragment.replace(/^#\/?/, "").split("/");
  const page = PAGES.find((name) => name === first);
  if (page !== undefined && second === undefined) return { view: page };
  if (page !== undefined && third === undefined) {
    const at = (page === "profile" ? FIELDS : (PLACES[page] ?? [])).find((name) => name === second);
    return at === undefined ? list : { view: page, at };
  }
  if (first !== "c" || !second) return list;
  const id = decode(second);
  if (id === null) return list;
  return third === "card" ? card(id) : talk(id);
}

export function href(route: Route): string {
  switch (route.view) {
    case "list":
      return "#/";
    case "talk":
      return `#/c/${encodeURIComponent(route.id)}`;
    case "card":
      return `#/c/${encodeURIComponent(route.id)}/card`;
    default:
      return route.at === undefined ? `#/${route.view}` : `#/${route.view}/${route.at}`;
  }
}

/** The conversation that is open, if one is. */
export function conversationOf(route: Route): string | null {
  return "id" in route ? route.id : null;
}

/** The page that is shown instead of list and conversation; null: those are shown. */
export function pageOf(route: Route): PageName | null {
  return PAGES.find((name) => name === route.view) ?? null;
}

export function same(a: Route, b: Route): boolean {
  return href(a) === href(b);
}

/** True for the one-time link that makes this browser a device of the team, however its name is written: as the core reads it. */
export function isInvite(fragment: string): boolean {
  return new URLSearchParams(fragment.slice(1)).has("invite");
}

/** Coming back with the recovery sheet: a view of a browser that belongs to no team yet. */
export function isRecovery(fragment: string): boolean {
  return fragment === "#recover";
}

/** The fragment of an invitation inside what somebody pasted, or null. The rest of the link does not matter: the server is this one. */
export function inviteIn(pasted: string): string | null {
  return /#invite=[^\s#]+/.exec(pasted)?.[0] ?? null;
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
