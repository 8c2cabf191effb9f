/** The Team page's side of the recovery sheet: trying it, replacing it. A secret is in this page's memory only. */

import type { Bytes } from "./bytes.ts";
import type { Env } from "./env.ts";
import { NotAdmitted, Unreachable } from "./errors.ts";
import { requireInForce } from "./inforce.ts";
import { paperKeys } from "./keys.ts";
import type { PublicChain } from "./publicchain.ts";
import { newSheetSecret, sheetGroups, sheetSecret } from "./sheet.ts";
import type { NewSheet, SheetView } from "./sheet-api.ts";
import { signIn } from "./signin.ts";

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
