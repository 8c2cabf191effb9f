import type {
  DayOrder,
  ExportPreview,
  ExportTrouble,
  FormerMedia,
  FormerView,
  RemoteReader,
} from "@tresen/core/api";
import { BUNDLE_BYTES, ExportRefused, mediaKind } from "@tresen/core/former";
import { preparePhoto, UNCHANGED } from "@tresen/ui/media/prepare/image";
import { safeName } from "@tresen/ui/media/prepare/names";

/** Files of media beside the messages: a document names four in all (F3). */
const BUNDLES = 3;

type Step = "file" | "reading" | "days" | "preview" | "keeping" | "done";

export interface Outcome {
  readonly messages: number;
  /** Messages that were kept before. */
  readonly before: number;
  /** Files that were left out. */
  readonly left: number;
}

/** How far it is; `of` 0: nobody knows. */
export interface Working {
  readonly what: "comparing" | "preparing" | "packing" | "carrying";
  readonly done: number;
  readonly of: number;
}

class Stopped extends Error {}

/** One export on its way in, from the chosen file to the document. Stopped at any time, it leaves nothing behind. */
export class Bringing {
  step = $state<Step>("file");
  read = $state.raw({ done: 0, of: 0 });
  preview = $state.raw<ExportPreview | null>(null);
  working = $state.raw<Working>({ what: "comparing", done: 0, of: 0 });
  /** Why the file is no chat; null: nothing is wrong. */
  trouble = $state<ExportTrouble | null>(null);
  /** Why it could not be kept. */
  refused = $state<"notKept" | "full" | null>(null);
  outcome = $state.raw<Outcome | null>(null);
  from = $state("");
  to = $state("");
  media = $state(true);
  ours = $state.raw<ReadonlySet<string>>(new Set());
  readonly #former: FormerView;
  readonly #open: () => RemoteReader;
  #reader: RemoteReader | null = null;
  #file: File | null = null;
  #stopped = false;

  constructor(former: FormerView, open: () => RemoteReader) {
    this.#former = former;
    this.#open = open;
  }

  /** So much was said on the chosen days. */
  get chosen(): { readonly messages: number; readonly media: number } {
    const days = this.preview?.days.filter(({ day }) => this.from <= day && day <= this.to) ?? [];
    const sum = (of: (day: (typeof days)[number]) => number) => days.reduce((all, day) => all + of(day), 0);
    return { messages: sum((day) => day.messages), media: sum((day) => day.media) };
  }

  /** `known`: names under which the business may have written. */
  async choose(file: File, known: readonly string[], order: DayOrder | null = null): Promise<void> {
    this.stop();
    this.#stopped = false;
    this.#file = file;
    this.trouble = null;
    this.refused = null;
    this.step = "reading";
    this.read = { done: 0, of: 0 };
    const reader = this.#open();
    this.#reader = reader;
    try {
      const preview = await reader.open(file, order, (done, of) => (this.read = { done, of }));
      if (this.#reader !== reader) return;
      this.preview = preview;
      this.from = preview.days[0]?.day ?? "";
      this.to = preview.days.at(-1)?.day ?? "";
      this.ours = new Set(preview.writers.flatMap(({ name }) => (known.includes(name) ? [name] : [])));
      this.step = "preview";
    } catch (error) {
      if (this.#reader !== reader) return;
      const why = error instanceof ExportRefused ? error.why : "unreadable";
      this.trouble = why === "which_day" ? null : why;
      this.step = why === "which_day" ? "days" : "file";
    }
  }

  /** A person said what comes first. */
  answerDays(order: DayOrder, known: readonly string[]): Promise<void> {
    return this.#file === null ? Promise.resolve() : this.choose(this.#file, known, order);
  }

  toggle(name: string): void {
    const ours = new Set(this.ours);
    if (!ours.delete(name)) ours.add(name);
    this.ours = ours;
  }

  async keep(conversation: string): Promise<void> {
    const reader = this.#reader;
    if (reader === null || this.preview === null) return;
    this.step = "keeping";
    this.refused = null;
    this.working = { what: "comparing", done: 0, of: 0 };
    try {
      const known = await this.#former.known(conversation);
      const { messages, before, media } = await reader.choose({ from: this.from, to: this.to, known });
      this.#unlessStopped();
      if (messages === 0) return this.#end({ messages, before, left: 0 });
      const bundles = new Bundles();
      if (this.media)
        for (const [at, name] of media.entries()) {
          this.working = { what: "preparing", done: at, of: media.length };
          await bundles.add(name, () => reader.media(name));
          this.#unlessStopped();
        }
      const packed = await reader.pack(
        bundles.places,
        (done, of) => (this.working = { what: "packing", done, of }),
      );
      const ours = packed.writers.flatMap((name, at) => (this.ours.has(name) ? [at] : []));
      const ready = { packed, ours, bundles: bundles.blobs(), media: bundles.places.size };
      await this.#former.keep(conversation, ready, (done, of) => {
        this.#unlessStopped();
        this.working = { what: "carrying", done, of };
      });
      this.#end({ messages, before, left: this.media ? media.length - bundles.places.size : 0 });
    } catch (error) {
      if (error instanceof Stopped) return;
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      this.refused = /full|too_large|storage/.test(code) ? "full" : "notKept";
      this.step = "preview";
    }
  }

  /** Nothing of it goes on. */
  stop(): void {
    this.#stopped = true;
    this.#reader?.close();
    this.#reader = null;
    this.preview = null;
    this.step = "file";
  }

  #end(outcome: Outcome): void {
    this.outcome = outcome;
    this.step = "done";
  }

  #unlessStopped(): void {
    if (this.#stopped) throw new Stopped();
  }
}

/** Media one after another, in as few files as there may be. What does not fit, or is not what its name says, is left out. */
class Bundles {
  readonly places = new Map<string, FormerMedia>();
  readonly #bundles: Blob[][] = [[]];
  #size = 0;

  async add(name: string, load: () => Promise<Uint8Array<ArrayBuffer>>): Promise<void> {
    const made = await load().then(
      (bytes) => cleaned(name, bytes),
      () => null,
    );
    if (made === null || made.data.size === 0 || made.data.size > BUNDLE_BYTES) return;
    if (this.#size + made.data.size > BUNDLE_BYTES) {
      if (this.#bundles.length === BUNDLES) return;
      this.#bundles.push([]);
      this.#size = 0;
    }
    const place = { name: made.name, type: made.type, bundle: this.#bundles.length, from: this.#size };
    this.places.set(name, { ...place, size: made.data.size });
    this.#bundles.at(-1)?.push(made.data);
    this.#size += made.data.size;
  }

  blobs(): readonly Blob[] {
    return this.#bundles.filter((parts) => parts.length > 0).map((parts) => new Blob(parts));
  }
}

interface Made {
  readonly data: Blob;
  readonly name: string;
  readonly type: string;
}

/** As everything that is sent from here: a photo is drawn anew, without what the camera wrote, and gets a neutral name. */
async function cleaned(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Made | null> {
  const kind = mediaKind(name);
  if (kind === null) return null;
  const data = new Blob([bytes], { type: kind.type });
  if (kind.kind !== "photo") return { data, name: safeName(name), type: kind.type };
  const photo = await preparePhoto(data, UNCHANGED).catch(() => null);
  if (photo === null) return null;
  const ending = photo.type === "image/jpeg" ? "jpg" : (photo.type.split("/")[1] ?? "jpg");
  return { data: photo.data, name: `Foto.${ending}`, type: photo.type };
}
