/** A soft knock of two tones, made here: no file, no request. */

let context: AudioContext | null = null;

/** Plays it once; stays silent where the browser wants a tap first and there was none. */
export async function chime(): Promise<void> {
  if (!navigator.userActivation?.hasBeenActive) return;
  context ??= new AudioContext();
  if (context.state === "suspended") await context.resume();
  tone(context, 587.33, 0);
  tone(context, 880, 0.09);
}

function tone(audio: AudioContext, hertz: number, delay: number): void {
  const at = audio.currentTime + delay;
  const swing = audio.createOscillator();
  const volume = audio.createGain();
  swing.type = "sine";
  swing.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.06, at + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.35);
  swing.connect(volume).connect(audio.destination);
  swing.start(at);
  swing.stop(at + 0.4);
}
