// Recording: what comes from the microphone, and how loud it is. Tapped, never held.

/** In the order in which they are wanted: the first plays everywhere. */
const TYPES = [
  "audio/mp4;codecs=mp4a.40.2",
  "audio/mp4",
  "audio/webm;codecs=opus",
  "audio/webm",
  "audio/ogg;codecs=opus",
];
export const MOST_MS = 15 * 60_000;
const WAVE = 64;
const LEVEL_MS = 100;

export class Recording {
  ms = $state.raw(0);
  running = $state.raw(false);
  /** How loud it was, a tenth of a second each, from 0 to 255. */
  levels = $state.raw<readonly number[]>([]);
  readonly type: string;
  readonly #stream: MediaStream;
  readonly #recorder: MediaRecorder;
  readonly #parts: Blob[] = [];
  readonly #context: AudioContext;
  readonly #analyser: AnalyserNode;
  #timer: ReturnType<typeof setInterval> | undefined;
  #before = 0;
  #since = 0;

  private constructor(stream: MediaStream, onfull: () => void) {
    this.#stream = stream;
    const type = TYPES.find((each) => MediaRecorder.isTypeSupported(each));
    this.#recorder = new MediaRecorder(stream, {
      ...(type && { mimeType: type }),
      audioBitsPerSecond: 32_000,
    });
    this.type = (this.#recorder.mimeType || type || "audio/webm").split(";")[0] ?? "audio/webm";
    this.#recorder.addEventListener("dataavailable", ({ data }) => data.size > 0 && this.#parts.push(data));
    this.#context = new AudioContext();
    this.#analyser = this.#context.createAnalyser();
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    this.#recorder.start(1000);
    this.#run(onfull);
  }

  /** Rejects as `getUserMedia` does. */
  static async begin(onfull: () => void): Promise<Recording> {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true },
    });
    return new Recording(stream, onfull);
  }

  #run(onfull: () => void): void {
    this.running = true;
    this.#since = performance.now();
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#timer = setInterval(() => {
      if (!this.running) return;
      this.ms = this.#before + performance.now() - this.#since;
      this.#analyser.getFloatTimeDomainData(samples);
      const loud = Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length);
      this.levels = [...this.levels, Math.min(255, Math.round(loud * 4 * 255))];
      if (this.ms >= MOST_MS) {
        this.pause();
        onfull();
      }
    }, LEVEL_MS);
  }

  pause(): void {
    if (!this.running) return;
    this.ms = Math.min(MOST_MS, this.#before + performance.now() - this.#since);
    this.#before = this.ms;
    this.running = false;
    this.#recorder.pause();
  }

  goOn(): void {
    if (this.running || this.ms >= MOST_MS) return;
    this.#since = performance.now();
    this.running = true;
    this.#recorder.resume();
  }

  /** What was recorded until now; the recording stays open. */
  async heard(): Promise<Blob> {
    if (this.#recorder.state !== "inactive") {
      const told = new Promise((resolve) =>
        this.#recorder.addEventListener("dataavailable", resolve, { once: true }),
      );
      this.#recorder.requestData();
      await told;
    }
    return new Blob(this.#parts, { type: this.type });
  }

  /** Ends it: the microphone is off. */
  async end(): Promise<Blob> {
    this.pause();
    if (this.#recorder.state !== "inactive") {
      const stopped = new Promise((resolve) =>
        this.#recorder.addEventListener("stop", resolve, { once: true }),
      );
      this.#recorder.stop();
      await stopped;
    }
    this.close();
    return new Blob(this.#parts, { type: this.type });
  }

  close(): void {
    clearInterval(this.#timer);
    for (const track of this.#stream.getTracks()) track.stop();
    void this.#context.close().catch(() => {});
  }
}

/** The loudness in as many steps as a message says (S9), the loudest full. */
export function waveOf(levels: readonly number[]): Uint8Array<ArrayBuffer> {
  const steps = Math.min(WAVE, levels.length);
  const peaks = Array.from({ length: steps }, (_, i) => {
    const [from, to] = [
      Math.floor((i * levels.length) / steps),
      Math.ceil(((i + 1) * levels.length) / steps),
    ];
    return Math.max(...levels.slice(from, to));
  });
  const most = Math.max(1, ...peaks);
  return Uint8Array.from(peaks, (each) => Math.round((each / most) * 255));
}
