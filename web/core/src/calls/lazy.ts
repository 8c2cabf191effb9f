/** The leading tab's part in calls, fetched with the first frame about one, or when somebody calls. */

import type { ServerFrame } from "../wire/frames.ts";
import type { CallCommands, CallNote } from "./api.ts";
import type { CallLine, LineEngine, LineSide } from "./callline.ts";

export class LazyLine implements CallCommands {
  #line: Promise<CallLine | null> | null = null;
  readonly #needs: readonly [LineEngine, LineSide, (note: CallNote) => void];

  constructor(...needs: readonly [LineEngine, LineSide, (note: CallNote) => void]) {
    this.#needs = needs;
  }

  /** null: it cannot be fetched now, and this device takes part in no call. */
  #fetch(): Promise<CallLine | null> {
    this.#line ??= import("./callline.ts").then(
      ({ CallLine }) => new CallLine(...this.#needs),
      () => {
        this.#line = null;
        return null;
      },
    );
    return this.#line;
  }

  call: CallCommands["call"] = async (order) => (await this.#fetch())?.order(order) ?? false;

  /** A frame about a call; or a refusal, which may be about one. */
  async take(frame: ServerFrame): Promise<void> {
    if (frame.type === "call") await (await this.#fetch())?.take(frame);
    else if (frame.type === "error") await (await this.#line)?.take(frame);
  }

  /** Everything that runs was told; or the connection is gone. */
  async on(what: "ready" | "down"): Promise<void> {
    await (await this.#line)?.[what]();
  }
}
