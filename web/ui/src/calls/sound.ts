/** Asks the other side to send nothing while nobody speaks, and to repair what is lost (Opus: DTX, in-band FEC). Pure. */
export function withDtx(sdp: string): string {
  const opus = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  if (opus === undefined) return sdp;
  const line = new RegExp(`^(a=fmtp:${opus} )(.*)$`, "im");
  return sdp.replace(line, (_, start: string, rest: string) => {
    const kept = rest
      .trim()
      .split(";")
      .filter((each) => !/^(usedtx|useinbandfec)=/.test(each));
    return `${start}${[...kept, "useinbandfec=1", "usedtx=1"].join(";")}`;
  });
}
