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

export type Outcome = "saved" | "mistakes" | "changed" | "offline" | "refused";

/** What is typed into the profile page. It survives leaving the page and a reload. */
export class Editing {
  fields = $state.raw<ProfileFields>({});
  /** The record the fields were made from; 0: nothing is published yet. */
  rev = $state(0);
  /** What the server says about the fields as they were last checked. */
  checked = $state.raw<ProfilePreview | null>(null);
  /** What was typed and then discarded: it can be had back until something else is typed. */
  dropped = $state.raw<{ readonly fields: ProfileFields; readonly rev: number } | null>(null);
  saving = $state(false);
  outcome = $state<Outcome | null>(null);
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

  get dirty(): boolean {
    return this.published !== null && !sameFields(this.tidy(), this.published.fields);
  }

  /** Somebody published another profile since these fields were taken. */
  get overtaken(): boolean {
    return this.published !== null && this.published.rev !== this.rev;
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
  }

  #take(published: Editing["published"]): void {
    const untouched = this.published === null ? !this.#touched : !this.dirty;
    this.published = published;
    // What one has just published oneself is the new base, too.
    if (published && (untouched || sameFields(this.tidy(), published.fields))) this.#start(published);
  }

  #adopt({ fields, rev }: TypedProfile): void {
    this.fields = fields;
    this.rev = rev;
  }

  /** Starts from what is published; drops what is typed. */
  #start(published: TypedProfile): void {
    this.#adopt(published);
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

  /** Takes what is published; `undo` brings back what was typed. */
  reload(): void {
    if (this.published === null) return;
    this.dropped = { fields: this.fields, rev: this.rev };
    this.#start(this.published);
    this.outcome = null;
    this.checked = null;
  }

  /** Brings back what was discarded last. */
  undo(): void {
    if (this.dropped === null) return;
    this.#adopt(this.dropped);
    this.#keep(this.dropped);
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

  /** Lets the server check the fields. Without an answer the previous one stays. */
  async check(): Promise<ProfilePreview | null> {
    const asked = ++this.#asked;
    try {
      const found = await this.#inbox.profile.preview(this.tidy(), null);
      if (asked === this.#asked) this.checked = found;
      return found;
    } catch {
      return null;
    }
  }

  /** With `anyway` also if somebody else has published meanwhile: one's own fields replace theirs. */
  async save(anyway = false): Promise<void> {
    this.saving = true;
    if (anyway && this.published !== null) this.rev = this.published.rev;
    this.outcome = await this.#publish();
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

  async #publish(): Promise<Outcome> {
    const found = await this.check();
    if (found === null) return "offline";
    if (found.mistakes.length > 0) return "mistakes";
    try {
      await this.#storeBanner();
      const fields = this.tidy();
      await this.#inbox.profile.publish(fields, this.rev);
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
