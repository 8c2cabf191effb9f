/** The Team page's side of the recovery sheet: trying it, replacing it. A secret is in this page's memory only. */

import type { Bytes } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { NotAdmitted, Unreachable } from "../base/errors.ts";
import { paperKeys } from "../seal/keys.ts";
import { newSheetSecret, sheetGroups, sheetSecret } from "../seal/sheet.ts";
import { signIn } from "../sync/signin.ts";
import type { PublicChain } from "../trust/pinned.ts";
import type { NewSheet, SheetView } from "./api.ts";
import { requireInForce } from "./inforce.ts";

type Call = <T>(command: string, ...args: readonly unknown[]) => Promise<T>;

/** What the leading tab is told of a new sheet: nothing secret. */
export interface SheetKeys {
  readonly id: Bytes;
  readonly ed: Bytes;
  readonly x: Bytes;
}

export class SheetPage implements SheetView {
  readonly #env: Env;
  readonly #call: Call;
  #publicChain: PublicChain | null = null;

  constructor(env: Env, call: Call) {
    this.#env = env;
    this.#call = call;
  }

  /** The public records as they are now. */
  show(publicChain: PublicChain): void {
    this.#publicChain = publicChain;
  }

  check = async (text: string): Promise<void> => {
    const sheet = await paperKeys("sheet", sheetSecret(text));
    if (this.#publicChain === null) throw new Unreachable("the records were not read yet");
    requireInForce(this.#publicChain, sheet.id);
    const { session } = await signIn(this.#env, sheet).catch((error: unknown) => {
      throw error instanceof NotAdmitted ? new Unreachable("the sheet was not admitted") : error;
    });
    session.close();
  };

  draw = async (): Promise<NewSheet> => {
    const secret = newSheetSecret();
    const { id, ed, x } = await paperKeys("sheet", secret);
    const keys: SheetKeys = { id, ed, x };
    return { groups: sheetGroups(secret), publish: () => this.#call("sheetReplace", keys) };
  };
}
