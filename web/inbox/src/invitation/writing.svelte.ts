import type { InvitationsView, NewFile, Unsent } from "@tresen/core/api";

/** Who a new message is for. `card`: the conversation whose card was chosen. */
export interface Addressee {
  readonly name: string;
  readonly reach: string;
  readonly card: string | null;
}

export const NOBODY: Addressee = { name: "", reach: "", card: null };

const DAYS = 14;

/** The dialog "Neue Nachricht": open or not, what is typed in it, and the invitation that is to be handed over. One in a window. */
class Writing {
  open = $state(false);
  /** The invitation's id, once there is a link. */
  made = $state<string | null>(null);
  /** Closing the dialog loses nothing of it; only discarding does, and making the link. Loading the page anew loses the files. */
  text = $state("");
  to = $state.raw<Addressee>(NOBODY);
  files = $state.raw<readonly NewFile[]>([]);
  /** The names of those that got lost. */
  lost = $state.raw<readonly string[]>([]);
  readOnly = $state(false);
  withDigits = $state(false);
  days = $state<number>(DAYS);

  /** What is kept on this device; null: nothing was typed. */
  get unsent(): Unsent | null {
    const { name, reach, card } = this.to;
    const files = [...this.lost, ...this.files.map((each) => each.name)];
    if (this.text.trim() === "" && name === "" && reach === "" && files.length === 0) return null;
    const { text, readOnly, withDigits, days } = this;
    return { text, name, reach, card, reply: !readOnly, withDigits, days, files };
  }

  /** Goes on with what was begun before the page was loaded, unless something stands here already. */
  async recall(invitations: Pick<InvitationsView, "unsent">): Promise<void> {
    const kept = this.unsent === null ? await invitations.unsent().catch(() => null) : null;
    if (kept === null || this.unsent !== null) return;
    this.text = kept.text;
    this.to = { name: kept.name, reach: kept.reach, card: kept.card };
    this.lost = kept.files;
    this.readOnly = !kept.reply;
    this.withDigits = kept.withDigits;
    this.days = kept.days;
  }

  /** Their names in words, each once: photos have no names of their own. */
  get lostNames(): readonly string[] {
    const counts = new Map<string, number>();
    for (const name of this.lost) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`));
  }

  /** These were added; each that has the name of a lost one is that one. */
  add(made: readonly NewFile[], most: number): void {
    this.files = [...this.files, ...made].slice(0, most);
    const left = [...this.lost];
    for (const { name } of made) if (left.includes(name)) left.splice(left.indexOf(name), 1);
    this.lost = left;
  }

  /** True: it is open now. */
  begin(): boolean {
    this.made = null;
    this.open = true;
    return true;
  }

  show(id: string): void {
    this.made = id;
    this.open = true;
  }

  done(): void {
    this.open = false;
  }

  discard(): void {
    this.text = "";
    this.to = NOBODY;
    this.files = [];
    this.lost = [];
    this.readOnly = false;
    this.withDigits = false;
    this.days = DAYS;
  }
}

export const writing = new Writing();
