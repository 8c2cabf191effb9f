/**
 * All quick actions, in one list: the command palette and the menu of a row show them, the keys name them. A new one is an entry here. Its words
 * are in `i18n/actions.*.ts`.
 */

import type { ConversationRow, Filter, Inbox, Person } from "@tresen/core/api";
import {
  bell,
  calendar,
  card,
  check,
  clock,
  globe,
  mail,
  note,
  person,
  plus,
  tag,
  inbox as tray,
} from "@tresen/ui/icons";
import { needle, ticked } from "@tresen/ui/message/icons";
import { togglePin, toggleUnread, unsnooze } from "../flags/deeds.ts";
import type { here } from "../here.svelte.ts";
import { FILTERS } from "../list/filters.ts";
import { isMuted, toggleMute } from "../notifications/mute.ts";
import { keyboard, reopen as open, sound } from "../parts/icons.ts";
import { PAGES, type PageName } from "../route.ts";
import { assign, close, reopen } from "../verbs.ts";

type Words = typeof here.words;

/** What an action works on, and what the shell does for it. */
export interface ActionPlace {
  readonly inbox: Inbox;
  readonly words: Words;
  readonly me: Person;
  readonly people: readonly Person[];
  /** The conversation it is about. */
  readonly row: ConversationRow | null;
  readonly filter: Filter;
  open(id: string): void;
  openCard(id: string): void;
  openPage(page: PageName): void;
  setFilter(filter: Filter): void;
  /** Opens the sheet with times. */
  snooze(row: ConversationRow): void;
  /** Opens the choice of labels. */
  label(row: ConversationRow): void;
  /** Opens the choice of people. */
  give(row: ConversationRow): void;
  /** Opens the conversation, ready to write a note. */
  note(row: ConversationRow): void;
  /** Opens the conversation and asks for a date to jump to. */
  date(row: ConversationRow): void;
  select(row: ConversationRow): void;
  /** What follows when the open conversation was closed. */
  closed(row: ConversationRow): void;
  /** What follows when it was marked as unread: nobody reads it any more. */
  left(row: ConversationRow): void;
  keys(): void;
  /** Counts the till: who still waits, and what becomes of each. */
  till(): void;
  /** Writes to somebody who does not write yet. */
  write(): void;
  /** Sends what is typed there, and closes it. */
  sendClose(row: ConversationRow): void;
  /** Searches messages, notes and cards for it. */
  search(text: string): void;
  toggleSound(): void;
  toggleLanguage(): void;
}

/** A place with a conversation. */
export type WithRow = ActionPlace & { readonly row: ConversationRow };

interface Common<Place> {
  readonly id: string;
  readonly icon: string | ((place: Place) => string);
  /** The single letter that does it, as the keyboard map has it. */
  readonly key?: string;
  title(place: Place): string;
  /** Further words by which the palette finds it, in any language. */
  readonly also?: string;
  /** Absent: always. */
  shown?(place: Place): boolean;
  run(place: Place): unknown;
}

export type ConversationAction = Common<WithRow>;
export type AppAction = Common<ActionPlace>;

const isAuditor = ({ me }: ActionPlace): boolean => me.role === "auditor";

/** About one conversation: the menu of its row, and the palette. In the order of the menu. */
export const conversationActions: readonly ConversationAction[] = [
  {
    id: "unread",
    icon: mail,
    key: "m",
    title: ({ row, words: { actions } }) => (row.flags.unread ? actions.unmarkUnread : actions.markUnread),
    also: "unread gelesen",
    shown: (place) => !isAuditor(place) && place.row.state !== "closed",
    run: async (place) => {
      const marking = !place.row.flags.unread;
      await toggleUnread(place.inbox, place.row);
      if (marking) place.left(place.row);
    },
  },
  {
    id: "pin",
    icon: needle,
    key: "p",
    title: ({ row, words: { actions } }) => (row.flags.pinned ? actions.unpin : actions.pin),
    also: "pin oben fest",
    shown: (place) => !isAuditor(place) && place.row.state !== "closed",
    run: ({ inbox, row }) => togglePin(inbox, row),
  },
  {
    id: "mute",
    icon: bell,
    title: ({ inbox, row, words: { notifications } }) =>
      isMuted(inbox, row) ? notifications.unmute : notifications.mute,
    also: "mute stumm ruhe benachrichtigung notification",
    run: ({ inbox, row }) => toggleMute(inbox, row),
  },
  {
    id: "snooze",
    icon: clock,
    key: "z",
    title: ({ words: { actions } }) => actions.snooze,
    also: "snooze später zurückstellen morgen erinnern wiedervorlage",
    shown: (place) => !isAuditor(place) && place.row.state !== "closed" && place.row.flags.sleep !== "asleep",
    run: (place) => place.snooze(place.row),
  },
  {
    id: "unsnooze",
    icon: clock,
    title: ({ words: { actions } }) => actions.unsnooze,
    also: "snooze",
    shown: (place) => !isAuditor(place) && place.row.flags.sleep === "asleep",
    run: ({ inbox, row }) => unsnooze(inbox, row),
  },
  {
    id: "close",
    icon: ({ row }) => (row.state === "closed" ? open : check),
    key: "e",
    title: ({ row, words }) => (row.state === "closed" ? words.reopen : words.close),
    also: "close fertig erledigt",
    shown: (place) => !isAuditor(place),
    run: async (place) => {
      if (place.row.state === "closed") await reopen(place.inbox, place.row.id);
      else if (await close(place.inbox, place.row.id)) place.closed(place.row);
    },
  },
  {
    id: "sendClose",
    icon: check,
    key: "Ctrl+Shift+Enter",
    title: ({ words }) => words.frame.sendClose,
    also: "send close antworten erledigt",
    shown: (place) => !isAuditor(place) && place.row.draft !== "" && place.row.state !== "closed",
    run: (place) => place.sendClose(place.row),
  },
  {
    id: "assign",
    icon: person,
    key: "a",
    title: ({ words: { actions } }) => actions.assign,
    also: "assign zuteilen zuweisen zuständig",
    shown: (place) => !isAuditor(place),
    run: (place) => place.give(place.row),
  },
  {
    id: "mine",
    icon: person,
    title: ({ words: { actions } }) => actions.assignToMe,
    also: "assign zuteilen zuständig",
    shown: (place) => !isAuditor(place) && place.row.assigned !== place.me.person,
    run: ({ inbox, row, me, people }) => assign(inbox, row.id, me.person, row.assigned, people),
  },
  {
    id: "label",
    icon: tag,
    key: "l",
    title: ({ words: { actions } }) => actions.label,
    also: "label tag",
    shown: (place) => !isAuditor(place),
    run: (place) => place.label(place.row),
  },
  {
    id: "note",
    icon: note,
    title: ({ words: { actions } }) => actions.note,
    also: "note team",
    shown: (place) => !isAuditor(place),
    run: (place) => place.note(place.row),
  },
  {
    id: "date",
    icon: calendar,
    title: ({ words: { actions } }) => actions.date,
    also: "date day datum tag kalender suchen",
    shown: (place) => !isAuditor(place),
    run: (place) => place.date(place.row),
  },
  {
    id: "card",
    icon: card,
    title: ({ words: { actions } }) => actions.card,
    also: "card kontakt",
    run: (place) => place.openCard(place.row.id),
  },
  {
    id: "select",
    icon: ticked,
    key: "x",
    title: ({ words: { actions } }) => actions.select,
    also: "select mehrere",
    shown: (place) => !isAuditor(place),
    run: (place) => place.select(place.row),
  },
];

const pageAction = (page: PageName, icon: string, title: (words: Words) => string): AppAction => ({
  id: `page-${page}`,
  icon,
  title: ({ words }) => title(words),
  run: (place) => place.openPage(page),
});

/** Titles and icons of the pages are the rail's. */
export function pageActions(
  pages: Readonly<Record<PageName, { readonly icon: string; title(words: Words): string }>>,
): readonly AppAction[] {
  return PAGES.map((page) => pageAction(page, pages[page].icon, (words) => pages[page].title(words)));
}

/** About no conversation. */
export const appActions: readonly AppAction[] = [
  ...FILTERS.map(
    (filter): AppAction => ({
      id: `filter-${filter}`,
      icon: tray,
      title: ({ words }) => words.actions.palette.filter(words.frame.filters[filter]),
      also: "filter",
      shown: (place) => place.filter !== filter,
      run: (place) => place.setFilter(filter),
    }),
  ),
  {
    id: "till",
    icon: tray,
    title: ({ words }) => words.frame.till.palette,
    also: "feierabend kasse closing end of day",
    shown: (place) => !isAuditor(place),
    run: (place) => place.till(),
  },
  {
    id: "write",
    icon: plus,
    key: "n",
    title: ({ words }) => words.invitation.write,
    also: "einladung invitation new neu schreiben link",
    shown: (place) => !isAuditor(place),
    run: (place) => place.write(),
  },
  {
    id: "keys",
    icon: keyboard,
    key: "?",
    title: ({ words }) => words.actions.palette.keys,
    also: "shortcuts tastatur hilfe help",
    run: (place) => place.keys(),
  },
  {
    id: "sound",
    icon: sound,
    title: ({ words }) => words.actions.palette.sound,
    also: "sound klang stumm",
    run: (place) => place.toggleSound(),
  },
  {
    id: "language",
    icon: globe,
    title: ({ words }) => words.actions.palette.language,
    also: "language sprache deutsch english",
    run: (place) => place.toggleLanguage(),
  },
];

export const iconIn = <Place extends ActionPlace>({ icon }: Common<Place>, place: Place): string =>
  typeof icon === "string" ? icon : icon(place);

export const shownIn = <Place extends ActionPlace>(
  list: readonly Common<Place>[],
  place: Place,
): readonly Common<Place>[] => list.filter((each) => each.shown?.(place) ?? true);
