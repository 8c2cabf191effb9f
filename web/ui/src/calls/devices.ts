/** The microphones, cameras and loudspeakers of this browser. */

export interface Found {
  readonly mics: readonly MediaDeviceInfo[];
  readonly cameras: readonly MediaDeviceInfo[];
  readonly speakers: readonly MediaDeviceInfo[];
}

/** Names are there only once the browser was allowed to use one of them. */
export async function found(): Promise<Found> {
  const all = (await navigator.mediaDevices.enumerateDevices().catch(() => [])).filter(
    ({ deviceId }) => deviceId !== "" && deviceId !== "default" && deviceId !== "communications",
  );
  const of = (kind: MediaDeviceKind) => all.filter((each) => each.kind === kind);
  // Some browsers name loudspeakers and let nobody choose.
  const chooses = "setSinkId" in HTMLMediaElement.prototype;
  return { mics: of("audioinput"), cameras: of("videoinput"), speakers: chooses ? of("audiooutput") : [] };
}
