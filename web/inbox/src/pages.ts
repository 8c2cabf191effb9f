/** The inbox's pages: for each name in `PAGES` its component, its icon in the rail, and its title. */

import { chart, device, door, settings, shop, slash, team } from "@tresen/ui/icons";
import { shield } from "@tresen/ui/media/icons";
import type { Component } from "svelte";
import BackRoom from "./backroom/BackRoom.svelte";
import Condition from "./condition/Condition.svelte";
import type { here } from "./here.svelte.ts";
import Privacy from "./privacy/Privacy.svelte";
import Profile from "./profile/Profile.svelte";
import QuickReplies from "./quickreplies/QuickReplies.svelte";
import type { PageName, ProfileField } from "./route.ts";
import Settings from "./settings/Settings.svelte";
import Statistics from "./statistics/Statistics.svelte";
import Team from "./team/Team.svelte";

type Words = typeof here.words;

interface Page {
  /** `focus` goes to the title, or to the field that a link named. */
  readonly view: Component<Record<string, never>, { focus(at?: ProfileField): void }>;
  readonly icon: string;
  title(words: Words): string;
}

export const pages: Readonly<Record<PageName, Page>> = {
  quickreplies: {
    view: QuickReplies,
    icon: slash,
    title: ({ quickreplies }) => quickreplies.title,
  },
  backroom: { view: BackRoom, icon: door, title: ({ backroom }) => backroom.title },
  statistics: { view: Statistics, icon: chart, title: ({ statistics }) => statistics.title },
  profile: { view: Profile, icon: shop, title: ({ profile }) => profile.title },
  team: { view: Team, icon: team, title: ({ team: words }) => words.title },
  privacy: { view: Privacy, icon: shield, title: ({ privacy }) => privacy.title },
  condition: { view: Condition, icon: device, title: ({ condition }) => condition.title },
  settings: { view: Settings, icon: settings, title: ({ settings: title }) => title },
};
