import type {
  Holiday,
  Inbox,
  ProfileFields,
  ProfilePreview,
  ProfileRemark,
  TypedProfile,
} from "@tresen/core/api";
import type { Lang } from "@tresen/ui";
import { remarksIn } from "@tresen/ui/profile/mistakes";
import { newBanner, sameFields, tidied, withBanner } from "./fields.ts";
import { sameUnit, UNITS, type Unit, withUnit } from "./parts.ts";

export type Outcome = "saved" | "mistakes" | "changed" | "offline" | "refused";

interface Dropped extends TypedProfile {
  readonly unit: Unit;
  readonly contested: readonly Unit[];
}

/** What is typed into the profile page. It survives leaving the page and a reload. */
export class Editing {
  fields = $state.raw<ProfileFields>({});
  /** The record the fields were made from; 0: nothing is published yet. */
  rev = $state(0);
  /** What the server says about the fields as they were last checked. */
  checked = $state.raw<ProfilePreview | null>(null);
  /** What was typed on one page and then discarded: it can be had back until something else is typed. */
  dropped = $state.raw<Dropped | null>(null);
  /** Typed here, and published differently by somebody else since: the person decides which holds. */
  contested = $state.raw<readonly Unit[]>([]);
  saving = $state(false);
  /** How the last publishing of a page ended; gone once something is typed. */
  outcome = $state.raw<{ readonly unit: Unit; readonly how: Outcome } | null>(null);
  /** The banner that was stored last from here, which nobody else can see yet. */
  stored = $state.raw<{ readonly hash: Uint8Array; readonly banner: Uint8Array } | null>(null);
  /** The newest published profile. */
  published = $state.raw<{ readonly fields: ProfileFields; readonly rev: number } | null>(null);

  #holidays = $state.raw<readonly Holiday[]>([]);

  readonly #inbox: Inbox;
  #asked = 0;
  /** Something here was typed, now or before a reload. */
  #touched = false;

  constructor(inbox: Inbox) {
    this.#inbox = inbox;
    inbox.profile.typed.subscribe((typed) => this.#restore(typed));
    inbox.profile.published.subscribe((published) => this.#take(published));
  }

  /** The fields as they would be published. */
  tidy(): ProfileFields {
    return tidied(this.fields, this.published?.fields ?? null);
  }

  /** Typed and not published. */
  isDirty(unit: Unit): boolean {
    return this.published !== null && !sameUnit(this.tidy(), this.published.fields, unit);
  }

  get mistakes(): readonly ProfileRemark[] {
    return this.checked?.mistakes ?? [];
  }

  /** What is wrong at exactly this place. */
  mistakeAt(place: string): ProfileRemark | null {
    return this.mistakes.find(({ at }) => at === place) ?? null;
  }

  /** What was typed before the page was closed, unless there is something newer by now. */
  #restore(typed: TypedProfile | null): void {
    if (typed === null || this.#touched) return;
    this.#adopt(typed);
    this.#touched = true;
    this.#compare();
  }

  #take(published: Editing["published"]): void {
    const before = this.published;
    this.published = published;
    if (published === null) return;
    if (!this.#touched) this.#start(published);
    else if (before === null) this.#compare();
    else this.#join(before.fields, published);
  }

  /** What was typed on another base than what is published: nobody knows who changed what. */
  #compare(): void {
    const published = this.published;
    if (published === null) return;
    if (this.rev !== published.rev) this.contested = UNITS.filter((unit) => this.isDirty(unit));
    this.#settle(published);
  }

  /** Takes what others published where nothing is typed, and what is typed where they published nothing. */
  #join(before: ProfileFields, published: TypedProfile): void {
    const typed = this.tidy();
    const changedHere = UNITS.filter((unit) => !sameUnit(typed, before, unit));
    const contested = changedHere.filter(
      (unit) =>
        !sameUnit(typed, published.fields, unit) &&
        (this.contested.includes(unit) || !sameUnit(before, published.fields, unit)),
    );
    this.fields = changedHere.reduce((joined, unit) => withUnit(joined, this.fields, unit), published.fields);
    this.contested = contested;
    this.#settle(published);
  }

  /** Everything typed stands on the newest profile, or is what is published anyway. */
  #settle(published: TypedProfile): void {
    if (sameFields(this.tidy(), published.fields)) this.#start(published);
    else {
      if (this.contested.length === 0) this.rev = published.rev;
      this.#keep({ fields: this.fields, rev: this.rev });
    }
  }

  #adopt({ fields, rev }: TypedProfile): void {
    this.fields = fields;
    this.rev = rev;
  }

  /** Starts from what is published; drops what is typed. */
  #start(published: TypedProfile): void {
    this.#adopt(published);
    this.contested = [];
    this.#keep(null);
  }

  #keep(typed: TypedProfile | null): void {
    this.#touched = typed !== null;
    this.#inbox.profile.keep(typed);
  }

  change(fields: ProfileFields): void {
    this.fields = fields;
    this.outcome = null;
    this.dropped = null;
    this.#keep({ fields, rev: this.rev });
  }

  /** Takes one page as it is published; `undo` brings back what was typed. */
  reload(unit: Unit): void {
    if (this.published === null) return;
    this.dropped = { fields: this.fields, rev: this.rev, unit, contested: this.contested };
    this.fields = withUnit(this.fields, this.published.fields, unit);
    this.contested = this.contested.filter((each) => each !== unit);
    this.#settle(this.published);
    this.outcome = null;
    this.checked = null;
  }

  /** Brings back what was discarded last. */
  undo(): void {
    if (this.dropped === null) return;
    const { fields, rev, unit, contested } = this.dropped;
    this.#adopt({ fields: withUnit(this.fields, fields, unit), rev });
    this.contested = contested;
    this.#keep({ fields: this.fields, rev });
    this.dropped = null;
  }

  /** Stores the names of a year's holidays. */
  meet(holidays: readonly Holiday[]): void {
    this.#holidays = [
      ...holidays,
      ...this.#holidays.filter(({ de }) => !holidays.some((each) => each.de === de)),
    ];
  }

  /** A holiday's name in the reader's language, by its name in the file, which may be cut short (`inside`); the same name if it is unknown. */
  holidayName(key: string, language: Lang): string {
    const wanted = key.replace(/…$/, "").toLowerCase();
    const isIt = (name: string) =>
      key.endsWith("…") ? name.toLowerCase().startsWith(wanted) : name.toLowerCase() === wanted;
    return this.#holidays.find(({ de, en }) => isIt(de) || isIt(en))?.[language] ?? key;
  }

  /** Lets the server check what is typed. Without an answer the previous one stays. */
  check(): Promise<ProfilePreview | null> {
    return this.#check(this.tidy());
  }

  async #check(fields: ProfileFields): Promise<ProfilePreview | null> {
    const asked = ++this.#asked;
    try {
      const found = await this.#inbox.profile.preview(fields, null);
      if (asked === this.#asked) this.checked = found;
      return found;
    } catch {
      return null;
    }
  }

  /** Publishes one page. With `anyway` also if somebody else has published it meanwhile: one's own fields replace theirs. */
  async save(unit: Unit, anyway = false): Promise<void> {
    this.saving = true;
    const how = !anyway && this.contested.includes(unit) ? "changed" : await this.#publish(unit);
    this.outcome = { unit, how };
    this.saving = false;
  }

  /** A new banner is stored first. The profile names its hash, and so does what is typed from now on. */
  async #storeBanner(): Promise<void> {
    const banner = newBanner(this.fields);
    if (banner === null) return;
    const hash = await this.#inbox.profile.keepBanner(banner.slice());
    this.stored = { hash, banner };
    this.fields = withBanner(this.fields, hash);
    this.#keep({ fields: this.fields, rev: this.rev });
  }

  async #publish(unit: Unit): Promise<Outcome> {
    const only = () => withUnit(this.published?.fields ?? {}, this.tidy(), unit);
    const found = await this.#check(only());
    if (found === null) return "offline";
    if (found.mistakes.length > 0) return "mistakes";
    try {
      if (unit === "facts") await this.#storeBanner();
      await this.#inbox.profile.publish(only(), this.published?.rev ?? 0);
      return "saved";
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error();
      if (name === "ProfileChanged") return "changed";
      if (name === "Unreachable") return "offline";
      const named = remarksIn(message);
      if (named.length === 0) return "refused";
      // Mistakes that only publishing finds, not the preview. They are shown at their fields all the same.
      this.checked = { ...found, mistakes: named };
      return "mistakes";
    }
  }
}

const known = new WeakMap<Inbox, Editing>();

/** The one editing of an inbox. */
export function editingOf(inbox: Inbox): Editing {
  const editing = known.get(inbox) ?? new Editing(inbox);
  known.set(inbox, editing);
  return editing;
}
