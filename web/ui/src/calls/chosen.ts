/** Which microphone, camera and loudspeaker this browser takes for calls, and whether they were tried. Empty: the browser's own. */

export interface Chosen {
  readonly mic: string;
  readonly camera: string;
  readonly speaker: string;
  readonly tried: boolean;
  /** How large live text is, in steps. */
  readonly letters: number;
}

const KEY = "tresen.calls";
const FIRST: Chosen = { mic: "", camera: "", speaker: "", tried: false, letters: 1 };

export function chosen(): Chosen {
  try {
    const found: Partial<Chosen> = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return {
      mic: String(found.mic ?? ""),
      camera: String(found.camera ?? ""),
      speaker: String(found.speaker ?? ""),
      tried: found.tried === true,
      letters: [0, 1, 2, 3].find((each) => each === found.letters) ?? 1,
    };
  } catch {
    return FIRST;
  }
}

export function choose(change: Partial<Chosen>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...chosen(), ...change }));
  } catch {
    // Kept for this page only.
  }
}
