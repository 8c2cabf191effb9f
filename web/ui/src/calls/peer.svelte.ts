/** The connection of one call: microphone, camera, and the other side. The only user of `RTCPeerConnection`. */

import type { Media, MediaNeeds } from "@tresen/core/api";
import { chosen } from "./chosen.ts";
import { LiveText } from "./livetext.svelte.ts";
import { type Quality, Watch } from "./quality.ts";
import { withDtx } from "./sound.ts";
import { isFrame, type Told } from "./told.ts";

/** Addresses found within this time are told together. */
const TOGETHER_MS = 40;
const MOST = 20;
/** A connection that is silent for so long is made anew. */
const SILENT_MS = 900;
/** An offer to make it anew is said again, and given up in the end. */
const AGAIN_MS = 4000;
const GIVEN_UP_MS = 30_000;
const WATCH_MS = 2000;
const NOTHING: Told = { camera: false, mic: true, screen: false, hold: false };

export class Peer implements Media {
  connected = $state.raw(false);
  mic = $state.raw(true);
  camera = $state.raw(false);
  screen = $state.raw(false);
  hold = $state.raw(false);
  /** The picture is halted, because the connection carries no more than the voice. */
  halted = $state.raw(false);
  quality = $state.raw<Quality>("good");
  theirs = $state.raw<Told>(NOTHING);
  own = $state.raw<MediaStream | null>(null);
  remote = $state.raw<MediaStream | null>(null);
  readonly text = new LiveText((said) => this.#tell(said));

  readonly #needs: MediaNeeds;
  #pc: RTCPeerConnection | null = null;
  #channel: RTCDataChannel | null = null;
  #display: MediaStream | null = null;
  #begun = false;
  #out: string[] = [];
  #sending = 0;
  /** What was heard before the other side's description. */
  #early: string[] = [];
  /** An offer of this side is on its way, or must be said again. */
  #asked = false;
  #timers = new Set<number>();
  #brokenMs = 0;
  #closed = false;
  readonly #watch = new Watch();
  readonly #unlisten: () => void;

  constructor(needs: MediaNeeds, before: Peer | null) {
    this.#needs = needs;
    this.camera = needs.video;
    if (before !== null) this.#takeOver(before);
    const renew = () => this.connected && navigator.onLine && void this.#renew();
    const connection = (navigator as { connection?: EventTarget }).connection;
    addEventListener("online", renew);
    connection?.addEventListener("change", renew);
    this.#unlisten = () => {
      removeEventListener("online", renew);
      connection?.removeEventListener("change", renew);
    };
  }

  /** Goes on with the same microphone and camera: somebody else takes part on the other side. */
  #takeOver(before: Peer): void {
    this.own = before.own;
    before.own = null;
    this.mic = before.mic;
    this.camera = before.camera;
    this.text.goOn(before.text);
  }

  offer = async (): Promise<string> => {
    const pc = await this.#start();
    const [audio, video] = this.#tracks();
    pc.addTransceiver(audio ?? "audio", { direction: "sendrecv" });
    pc.addTransceiver(video ?? "video", { direction: "sendrecv" });
    await pc.setLocalDescription(await pc.createOffer());
    return this.#described(pc);
  };

  wait = async (): Promise<void> => void (await this.#start());

  answer = async (sdp: string): Promise<string> => {
    const pc = await this.#start();
    await pc.setRemoteDescription({ type: "offer", sdp });
    const tracks = this.#tracks();
    for (const [at, each] of pc.getTransceivers().slice(0, 2).entries()) {
      each.direction = "sendrecv";
      await each.sender.replaceTrack(tracks[at] ?? null);
    }
    await pc.setLocalDescription(await pc.createAnswer());
    await this.#heardEarly(pc);
    return this.#described(pc);
  };

  answered = async (sdp: string): Promise<void> => {
    const pc = this.#pc;
    if (pc === null || pc.signalingState !== "have-local-offer") return;
    await pc.setRemoteDescription({ type: "answer", sdp });
    this.#asked = false;
    await this.#heardEarly(pc);
  };

  hear: Media["hear"] = async (kind, { sdp, candidates = [] }) => {
    const pc = this.#pc;
    if (pc === null) return;
    if (kind === "answer") await this.answered(sdp ?? "");
    else if (kind === "ice" && pc.remoteDescription === null) this.#early.push(...candidates);
    else if (kind === "ice") await this.#addAll(pc, candidates);
    else if (pc.signalingState === "stable" || this.#needs.side === "customer") {
      // Both may have begun at once; then the customer's side gives way.
      await pc.setRemoteDescription({ type: "offer", sdp: sdp ?? "" });
      await pc.setLocalDescription();
      this.#asked = false;
      await this.#needs.say("answer", { sdp: this.#described(pc) });
    }
  };

  begin = (): void => {
    this.#begun = true;
    void this.#flush();
  };

  hide = (): void => {
    this.#pc?.setConfiguration({ ...this.#pc.getConfiguration(), iceTransportPolicy: "relay" });
  };

  wake = (): void => {
    void this.#flush();
    if (this.#asked || !this.connected) void this.#renew();
  };

  close = (): void => {
    this.#closed = true;
    this.#unlisten();
    for (const timer of this.#timers) clearTimeout(timer);
    for (const stream of [this.own, this.#display])
      for (const track of stream?.getTracks() ?? []) track.stop();
    this.own = null;
    this.#pc?.close();
    this.#pc = null;
  };

  setMic(on: boolean): void {
    this.mic = on;
    this.#apply();
  }

  setHold(on: boolean): void {
    this.hold = on;
    this.#apply();
  }

  /** False: the browser gives none. */
  async setCamera(on: boolean): Promise<boolean> {
    const stream = this.own;
    if (stream === null) return false;
    if (on && stream.getVideoTracks().length === 0) {
      const more = await navigator.mediaDevices
        .getUserMedia({ video: wish(chosen().camera) })
        .catch(() => null);
      const [track] = more?.getVideoTracks() ?? [];
      if (track === undefined || this.#isLate(more)) return false;
      stream.addTrack(track);
    }
    if (!on)
      for (const track of stream.getVideoTracks()) {
        track.stop();
        stream.removeTrack(track);
      }
    this.camera = on;
    this.halted = false;
    this.own = new MediaStream(stream.getTracks());
    await this.#sendPicture();
    return true;
  }

  /** Rejects when the browser, or the person, does not want to. */
  async setScreen(on: boolean): Promise<void> {
    if (on) {
      const shown = await navigator.mediaDevices.getDisplayMedia({ video: true });
      if (this.#isLate(shown)) return;
      this.#display = shown;
      shown.getVideoTracks()[0]?.addEventListener("ended", () => void this.setScreen(false));
    } else {
      for (const track of this.#display?.getTracks() ?? []) track.stop();
      this.#display = null;
    }
    this.screen = on;
    await this.#sendPicture();
  }

  /** Another microphone or camera, from now on. */
  async choose(kind: "mic" | "camera", id: string): Promise<void> {
    const wanted = kind === "mic" ? { audio: wish(id) } : { video: wish(id) };
    const more = await navigator.mediaDevices.getUserMedia(wanted);
    const [track] = more.getTracks();
    const stream = this.own;
    if (track === undefined || stream === null || this.#isLate(more)) return;
    for (const old of kind === "mic" ? stream.getAudioTracks() : stream.getVideoTracks()) {
      old.stop();
      stream.removeTrack(old);
    }
    stream.addTrack(track);
    this.own = new MediaStream(stream.getTracks());
    if (kind === "mic") await this.#senders()[0]?.replaceTrack(track);
    else await this.#sendPicture();
    this.#apply();
  }

  /** The call ended while somebody was asked: nothing is taken any more. */
  #isLate(stream: MediaStream | null): boolean {
    if (this.#closed) for (const track of stream?.getTracks() ?? []) track.stop();
    return this.#closed;
  }

  #senders(): readonly RTCRtpSender[] {
    return this.#pc?.getTransceivers().map(({ sender }) => sender) ?? [];
  }

  #tracks(): readonly [MediaStreamTrack | null, MediaStreamTrack | null] {
    const picture = this.#display ?? this.own;
    return [this.own?.getAudioTracks()[0] ?? null, picture?.getVideoTracks()[0] ?? null];
  }

  async #sendPicture(): Promise<void> {
    const [, video] = this.#tracks();
    await this.#senders()[1]?.replaceTrack(this.halted ? null : video);
    this.#apply();
  }

  /** What is on or off here, in fact and as the other side is told. */
  #apply(): void {
    for (const track of this.own?.getAudioTracks() ?? []) track.enabled = this.mic && !this.hold;
    for (const stream of [this.own, this.#display])
      for (const track of stream?.getVideoTracks() ?? []) track.enabled = !this.hold;
    const shows = (this.camera || this.screen) && !this.halted && !this.hold;
    this.#tell({ state: { camera: shows, mic: this.mic, screen: this.screen, hold: this.hold } });
  }

  #tell(said: unknown): void {
    if (this.#channel?.readyState === "open") this.#channel.send(JSON.stringify(said));
  }

  async #start(): Promise<RTCPeerConnection> {
    if (this.#pc !== null) return this.#pc;
    if (!("RTCPeerConnection" in globalThis) || !navigator.mediaDevices) throw new Error("unsupported");
    const [servers, stream] = await Promise.all([this.#needs.servers(), this.own ?? listen(this.camera)]);
    if (this.#closed) {
      for (const track of stream.getTracks()) track.stop();
      throw new Error("closed");
    }
    this.own = stream;
    this.camera = stream.getVideoTracks().length > 0;
    const pc = new RTCPeerConnection(this.#configuration(servers));
    this.#pc = pc;
    pc.onicecandidate = ({ candidate }) => this.#found(candidate?.candidate ?? "");
    pc.ontrack = ({ track }) => this.#arrived(track);
    pc.onconnectionstatechange = () => this.#changed(pc);
    pc.oniceconnectionstatechange = () => this.#changed(pc);
    this.#openChannel(pc);
    this.#apply();
    return pc;
  }

  #configuration(servers: Awaited<ReturnType<MediaNeeds["servers"]>>): RTCConfiguration {
    const iceServers = servers.map(({ urls, username, credential }) => ({
      urls: [...urls],
      username,
      credential,
    }));
    return {
      iceServers,
      iceTransportPolicy: this.#needs.relay ? "relay" : "all",
      bundlePolicy: "max-bundle",
    };
  }

  #openChannel(pc: RTCPeerConnection): void {
    const channel = pc.createDataChannel("tresen", { negotiated: true, id: 0, ordered: true });
    this.#channel = channel;
    channel.onopen = () => {
      this.#apply();
      this.text.again();
    };
    channel.onmessage = ({ data }) => {
      const said = isFrame(data);
      if (said === null) return;
      if (said.state) this.theirs = said.state;
      else this.text.hear(said);
    };
  }

  #described(pc: RTCPeerConnection): string {
    return withDtx(pc.localDescription?.sdp ?? "");
  }

  #arrived(track: MediaStreamTrack): void {
    const tracks = this.remote?.getTracks() ?? [];
    this.remote = new MediaStream([...tracks.filter((each) => each.id !== track.id), track]);
  }

  #found(candidate: string): void {
    if (candidate !== "") this.#out.push(candidate);
    if (this.#begun && this.#sending === 0)
      this.#sending = this.#later(TOGETHER_MS, () => void this.#flush());
  }

  async #flush(): Promise<void> {
    this.#sending = 0;
    const batch = this.#out.splice(0, MOST);
    if (!this.#begun || this.#closed || batch.length === 0) return;
    if (!(await this.#needs.say("ice", { candidates: batch }))) {
      this.#out.unshift(...batch);
      return;
    }
    if (this.#out.length > 0) await this.#flush();
  }

  async #heardEarly(pc: RTCPeerConnection): Promise<void> {
    await this.#addAll(pc, this.#early.splice(0));
  }

  async #addAll(pc: RTCPeerConnection, candidates: readonly string[]): Promise<void> {
    // One of an earlier description, or of a kind that this browser does not know: the others go on.
    for (const candidate of candidates.filter((each) => each !== ""))
      await pc.addIceCandidate({ candidate, sdpMLineIndex: 0 }).catch(() => {});
  }

  #changed(pc: RTCPeerConnection): void {
    if (this.#closed) return;
    const was = this.connected;
    this.connected = pc.iceConnectionState === "connected" || pc.iceConnectionState === "completed";
    if (this.connected) {
      this.#brokenMs = 0;
      if (!was) {
        this.#needs.onState("connected");
        this.#later(WATCH_MS, () => void this.#look());
      }
    } else if (was || pc.iceConnectionState === "failed") {
      this.#brokenMs ||= Date.now();
      // The other side sees it at the same moment: one of the two goes first.
      const patience = this.#needs.side === "team" ? 0 : SILENT_MS / 2;
      this.#later(SILENT_MS + patience, () => !this.connected && void this.#renew());
    }
  }

  /** Finds another way to the other side: the network changed, or went silent. */
  async #renew(): Promise<void> {
    const pc = this.#pc;
    if (pc === null || this.#closed || pc.remoteDescription === null) return;
    if (this.#brokenMs > 0 && Date.now() - this.#brokenMs > GIVEN_UP_MS) return this.#needs.onState("failed");
    this.#asked = true;
    try {
      pc.setConfiguration(this.#configuration(await this.#needs.servers()));
      if (pc.signalingState === "have-local-offer") await pc.setLocalDescription({ type: "rollback" });
      await pc.setLocalDescription(await pc.createOffer({ iceRestart: true }));
      await this.#needs.say("offer", { sdp: this.#described(pc) });
    } catch {
      // No connection to the server either, or the other side was first.
    }
    this.#later(AGAIN_MS, () => (this.#asked || !this.connected) && void this.#renew());
  }

  /** How good the connection is, in a word; and no picture where it carries only the voice. */
  async #look(): Promise<void> {
    const pc = this.#pc;
    if (pc === null || this.#closed) return;
    this.quality = this.connected ? this.#watch.take(await pc.getStats()) : "low";
    if (this.camera && this.#watch.steady(this.quality === "low") && !this.halted) this.#halt(true);
    else if (this.halted && this.#watch.steady(this.quality === "good")) this.#halt(false);
    this.#later(WATCH_MS, () => void this.#look());
  }

  #halt(on: boolean): void {
    this.halted = on;
    void this.#sendPicture();
  }

  #later(ms: number, run: () => void): number {
    const timer = window.setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#closed) run();
    }, ms);
    this.#timers.add(timer);
    return timer;
  }
}

const wish = (id: string): MediaTrackConstraints => (id === "" ? {} : { deviceId: { ideal: id } });

/** Microphone, and camera if there is one. Rejects with the name of an ending. */
export async function listen(video: boolean): Promise<MediaStream> {
  const { mic, camera } = chosen();
  const ask = (picture: boolean) =>
    navigator.mediaDevices.getUserMedia({ audio: wish(mic), ...(picture ? { video: wish(camera) } : {}) });
  try {
    return await ask(video).catch((error) => (video ? ask(false) : Promise.reject(error)));
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    throw new Error(name === "NotAllowedError" || name === "SecurityError" ? "denied" : "noDevice");
  }
}
