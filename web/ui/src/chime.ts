/** A soft knock of two tones, made here: no file, no request. */

const LENGTH_S = 0.4;

let context: AudioContext | null = null;

/**
 * Plays it once, however many tabs of the same `app` are open and messages arrive at the same moment. Silent if the browser wants a tap
 * first and there was none.
 */
export async function chime(app: string): Promise<void> {
  if (!navigator.userActivation?.hasBeenActive) return;
  if (!navigator.locks) return play();
  await navigator.locks.request(`tresen.${app}.sound`, { ifAvailable: true }, async (turn) => {
    if (turn) await play();
  });
}

async function play(): Promise<void> {
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
  tone(context, 587.33, 0);
  tone(context, 880, 0.09);
  // Not by waiting for the tones to end: without a sound card they never do.
  await new Promise((done) => setTimeout(done, LENGTH_S * 1000));
}

function tone(audio: AudioContext, hertz: number, delay: number): void {
  const at = audio.currentTime + delay;
  const swing = audio.createOscillator();
  const volume = audio.createGain();
  swing.type = "sine";
  swing.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.06, at + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + LENGTH_S - 0.05);
  swing.connect(volume).connect(audio.destination);
  swing.start(at);
  swing.stop(at + LENGTH_S);
}
