/** Two knocks on wood, again and again, made here: no file, no request. Silent if the browser wants a tap first. */

const PAUSE_MS = 2600;

/** Rings until the function it returns is called. `app`: of several tabs of one app, one sounds. */
export function ring(app: string, soft = false): () => void {
  let context: AudioContext | null = null;
  let ended = false;
  let release = () => {};
  const end = () => {
    ended = true;
    release();
    void context?.close().catch(() => {});
  };
  const knocks = () => {
    if (ended || !navigator.userActivation?.hasBeenActive) return;
    context ??= new AudioContext();
    if (context.state === "suspended") void context.resume();
    for (const delay of [0, 0.22]) knock(context, delay, soft ? 0.025 : 0.12);
  };
  const held = async () => {
    knocks();
    const timer = setInterval(knocks, PAUSE_MS);
    await new Promise<void>((done) => {
      release = done;
      if (ended) done();
    });
    clearInterval(timer);
  };
  if (navigator.locks)
    void navigator.locks.request(`tresen.${app}.ring`, { ifAvailable: true }, (turn) =>
      turn ? held() : undefined,
    );
  else void held();
  return end;
}

function knock(audio: AudioContext, delay: number, loud: number): void {
  const at = audio.currentTime + delay;
  const swing = audio.createOscillator();
  const volume = audio.createGain();
  swing.type = "triangle";
  swing.frequency.setValueAtTime(520, at);
  swing.frequency.exponentialRampToValueAtTime(330, at + 0.12);
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loud, at + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.2);
  swing.connect(volume).connect(audio.destination);
  swing.start(at);
  swing.stop(at + 0.22);
}
