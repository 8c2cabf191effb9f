/** A field that others link to. */
export type ProfileField = "imprint" | "privacy";

/** Where the app is, as the fragment of its address. The fragment never leaves the browser. */
export type Route =
  | { readonly view: "list" }
  | { readonly view: "talk"; readonly id: string }
  | { readonly view: "card"; readonly id: string }
  /** `at`: the field that is to be filled in. */
  | { readonly view: "profile"; readonly at?: ProfileField }
  | { readonly view: "team" }
  | { readonly view: "settings" };

export const list: Route = { view: "list" };
export const profile: Route = { view: "profile" };
export const profileAt = (at: ProfileField): Route => ({ view: "profile", at });
export const team: Route = { view: "team" };
export const settings: Route = { view: "settings" };
export const talk = (id: string): Route => ({ view: "talk", id });
export const card = (id: string): Route => ({ view: "card", id });

/** Total: whatever it cannot read is the list. */
export function parse(fragment: string): Route {
  const [first, second, third] = fragment.replace(/^#\/?/, "").split("/");
  if (first === "settings" && second === undefined) return settings;
  if (first === "profile" && (second === "imprint" || second === "privacy")) return profileAt(second);
  if (first === "profile" && second === undefined) return profile;
  if (first === "team" && second === undefined) return team;
  if (first !== "c" || !second) return list;
  const id = decode(second);
  if (id === null) return list;
  return third === "card" ? card(id) : talk(id);
}

export function href(route: Route): string {
  switch (route.view) {
    case "list":
      return "#/";
    case "settings":
      return "#/settings";
    case "profile":
      return route.at === undefined ? "#/profile" : `#/profile/${route.at}`;
    case "team":
      return "#/team";
    case "talk":
      return `#/c/${encodeURIComponent(route.id)}`;
    case "card":
      return `#/c/${encodeURIComponent(route.id)}/card`;
  }
}

/** The conversation that is open, if one is. */
export function conversationOf(route: Route): string | null {
  return "id" in route ? route.id : null;
}

/** Views that take the whole width, with neither list nor conversation. */
export function isWhole(route: Route): boolean {
  return route.view === "settings" || route.view === "team" || route.view === "profile";
}

export function same(a: Route, b: Route): boolean {
  return href(a) === href(b);
}

/** True for the one-time link that makes this browser a device of the team. */
export function isInvite(fragment: string): boolean {
  return fragment.startsWith("#invite=");
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
