/** The moving kit: what the team has done of it, on all of its devices (L8). The texts are the app's. */

import type { Readable } from "../base/readable.ts";
import type { MovingKit } from "../documents/movingkit.ts";

export type { MovingKit };

export interface MovingKitView {
  /** null: not read yet. Includes the changes of this device that wait for a connection. */
  readonly kit: Readable<MovingKit | null>;
  /** Ticks a text off, or no longer. Throws `TooLong`. */
  tick(text: string, on: boolean): Promise<void>;
  /** From now on this way is the text's. Throws `TooLong`. */
  useWay(text: string, key: string): Promise<void>;
}

export interface MovingKitCommands {
  tickMoving(text: string, on: boolean): Promise<void>;
  useMovingWay(text: string, key: string): Promise<void>;
}
