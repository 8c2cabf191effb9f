import type { FileRef, Voice } from "../rows.ts";
import { type Why, whyNot } from "./loaded.svelte.ts";
import { aroundHere } from "./port.svelte.ts";
import { urlOf } from "./urls.ts";

// One voice at a time, and one player for all: a phone lets only the one that a finger started go on to the next.
let audio: HTMLAudioElement | null = null;
const places = new Map<string, number>();

const SPEEDS = [1, 1.5, 2] as const;
let speed = $state.raw<number>(1);
let current = $state.raw<string | null>(null);
let playing = $state.raw(false);
let loading = $state.raw(false);
let at = $state.raw(0);
let wrong = $state.raw<{
  readonly blob: string;
  readonly why: Why | "unplayable";
} | null>(null);

export const player = {
  get speed() {
    return speed;
  },
  isPlaying: (blob: string) => playing && current === blob,
  isLoading: (blob: string) => loading && current === blob,
  wrong: (blob: string) => (wrong?.blob === blob ? wrong.why : null),
  /** Milliseconds from the beginning. */
  at: (blob: string) => (current === blob ? at : (places.get(blob) ?? 0)),

  async toggle(voice: Voice) {
    if (current === voice.file.blob && playing) audio?.pause();
    else await play(voice);
  },

  seek(voice: Voice, ms: number) {
    places.set(voice.file.blob, ms);
    if (current !== voice.file.blob) return;
    at = ms;
    if (audio) audio.currentTime = ms / 1000;
  },

  faster() {
    speed = SPEEDS[(SPEEDS.indexOf(speed as 1) + 1) % SPEEDS.length] ?? 1;
    if (audio) audio.playbackRate = speed;
  },

  stop() {
    audio?.pause();
  },
};

function element(): HTMLAudioElement {
  if (audio) return audio;
  const made = new Audio();
  made.addEventListener("timeupdate", () => {
    if (!current || made.readyState === 0) return;
    at = made.currentTime * 1000;
    places.set(current, at);
  });
  made.addEventListener("play", () => {
    playing = true;
  });
  made.addEventListener("pause", () => {
    playing = false;
  });
  made.addEventListener("ended", () => {
    playing = false;
    if (!current) return;
    places.delete(current);
    at = 0;
    follow(current);
  });
  audio = made;
  return made;
}

async function play(voice: Voice): Promise<void> {
  const around = aroundHere();
  const { blob } = voice.file;
  const player = element();
  if (!around) return;
  if (current !== blob) {
    player.pause();
    current = blob;
    at = places.get(blob) ?? 0;
    loading = true;
    wrong = null;
    try {
      const url = await urlOf(await around.files(), voice.file as FileRef);
      if (current !== blob) return;
      player.src = url;
    } catch (error) {
      wrong = { blob, why: whyNot(error) };
      if (current === blob) current = null;
      return;
    } finally {
      loading = false;
    }
    player.currentTime = at / 1000;
  }
  player.playbackRate = speed;
  await player.play().catch((error) => {
    if ((error as Error).name !== "AbortError") wrong = { blob, why: "unplayable" };
  });
}

/** The next voice note of the conversation follows by itself. */
function follow(blob: string): void {
  const rows = aroundHere()?.rows() ?? [];
  const here = rows.findIndex(({ content }) => "file" in content && content.file.blob === blob);
  const next = rows[here + 1]?.content;
  if (here >= 0 && next?.kind === "voice") void play(next);
}
