/** A short visit of a paper device: it signs in, and the bearer serves the calls that follow (S2, W2). */

import type { Env } from "../base/env.ts";
import { NotAdmitted, Unreachable } from "../base/errors.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import type { Welcome } from "../wire/frames.ts";
import { Connection } from "./connection.ts";

export interface SignedIn {
  readonly welcome: Welcome;
  /** Close it after the last call. */
  readonly session: Connection;
}

/** Throws `Unreachable` without an answer, `NotAdmitted` when the server does not know the device or it was revoked. */
export function signIn(env: Env, keys: DeviceKeys): Promise<SignedIn> {
  return new Promise((resolve, reject) => {
    const session: Connection = new Connection(env, {
      keys,
      resume: async () => ({ generation: null, cursor: null, rev: null, known: null }),
      onFrame: async (frame) => {
        if (frame.type === "welcome") resolve({ welcome: frame, session });
      },
      onNet: (net) => {
        if (net !== "offline") return;
        session.close();
        reject(new Unreachable("the server did not answer"));
      },
      onStop: () => reject(new NotAdmitted("the server does not admit this device")),
    });
    session.start();
  });
}
