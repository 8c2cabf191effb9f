/** The inbox's pages: for each name in `PAGES` its component, its icon in the rail, and its title. */

import { chart, device, door, mail, settings, shop, slash, team } from "@tresen/ui/icons";
import { shield } from "@tresen/ui/media/icons";
import type { Component } from "svelte";
import BackRoom from "./backroom/BackRoom.svelte";
import Condition from "./condition/Condition.svelte";
import type { here } from "./here.svelte.ts";
import Invitations from "./invitation/Invitations.svelte";
import Moving from "./moving/Moving.svelte";
import { more, moving, sign, way, website } from "./parts/icons.ts";
import Privacy from "./privacy/Privacy.svelte";
import Profile from "./profile/Profile.svelte";
import QuickReplies from "./quickreplies/QuickReplies.svelte";
import type { PageName } from "./route.ts";
import Settings from "./settings/Settings.svelte";
import More from "./shop/More.svelte";
import Shop from "./shop/Shop.svelte";
import Sign from "./sign/Sign.svelte";
import Statistics from "./statistics/Statistics.svelte";
import Team from "./team/Team.svelte";
import Ways from "./ways/Ways.svelte";
import Website from "./website/Website.svelte";

type Words = typeof here.words;

interface Page {
  /** `focus` goes to the title, or to the field or section that a link named. */
  readonly view: Component<Record<string, never>, { focus(at?: string): void }>;
  readonly icon: string;
  title(words: Words): string;
}

export const pages: Readonly<Record<PageName, Page>> = {
  quickreplies: {
    view: QuickReplies,
    icon: slash,
    title: ({ quickreplies }) => quickreplies.title,
  },
  invitations: { view: Invitations, icon: mail, title: ({ invitation }) => invitation.title },
  backroom: { view: BackRoom, icon: door, title: ({ backroom }) => backroom.title },
  statistics: { view: Statistics, icon: chart, title: ({ statistics }) => statistics.title },
  profile: { view: Profile, icon: shop, title: ({ profile }) => profile.title },
  team: { view: Team, icon: team, title: ({ team: words }) => words.title },
  privacy: { view: Privacy, icon: shield, title: ({ privacy }) => privacy.title },
  condition: { view: Condition, icon: device, title: ({ condition }) => condition.title },
  shop: { view: Shop, icon: shop, title: ({ shop: words }) => words.title },
  moving: { view: Moving, icon: moving, title: ({ moving: words }) => words.title },
  sign: { view: Sign, icon: sign, title: ({ sign: words }) => words.title },
  ways: { view: Ways, icon: way, title: ({ ways: words }) => words.title },
  website: { view: Website, icon: website, title: ({ website: words }) => words.title },
  more: { view: More, icon: more, title: ({ shop: words }) => words.more },
  settings: { view: Settings, icon: settings, title: ({ settings: title }) => title },
};
