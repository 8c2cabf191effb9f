/** From the browser's figures of a connection to one word. Pure. */

export type Quality = "good" | "mid" | "low";

type Report = Readonly<Record<string, unknown>>;

const number = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Share of packets that were lost, and seconds to the other side and back. */
export function qualityOf(lost: number, roundTripS: number): Quality {
  if (lost > 0.08 || roundTripS > 0.6) return "low";
  return lost > 0.02 || roundTripS > 0.3 ? "mid" : "good";
}

const STEADY = 3;

export class Watch {
  #lost = 0;
  #received = 0;
  #same = 0;
  #was: boolean | null = null;

  take(stats: { forEach(run: (report: Report) => void): void }): Quality {
    let [lost, received, roundTripS] = [0, 0, 0];
    stats.forEach((report) => {
      if (report.type === "inbound-rtp") {
        lost += number(report.packetsLost);
        received += number(report.packetsReceived);
      }
      if (report.type === "candidate-pair" && report.nominated === true)
        roundTripS = Math.max(roundTripS, number(report.currentRoundTripTime));
    });
    const [newLost, newReceived] = [lost - this.#lost, received - this.#received];
    [this.#lost, this.#received] = [lost, received];
    const all = newLost + newReceived;
    return qualityOf(all > 0 ? newLost / all : 0, roundTripS);
  }

  /** Has this been so for some time? */
  steady(is: boolean): boolean {
    this.#same = is === this.#was ? this.#same + 1 : 1;
    this.#was = is;
    return is && this.#same >= STEADY;
  }
}
