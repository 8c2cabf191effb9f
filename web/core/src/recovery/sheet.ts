/** The Team page's side of the recovery sheet: testing and replacing it. A secret stays in this page's memory. */

import type { Env } from "../base/env.ts";
import { NotAdmitted, Unreachable } from "../base/errors.ts";
import { type PublicKeys, paperKeys } from "../seal/keys.ts";
import { newSheetSecret, sheetGroups, sheetSecret } from "../seal/sheet.ts";
import { signIn } from "../sync/signin.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { callsFor } from "../wire/refusals.ts";
import type { NewSheet, SheetView } from "./api.ts";
import { requireValidSheet } from "./validsheet.ts";

/** What the leading tab does with a new sheet. */
export interface SheetCommands {
  sheetReplace(sheet: PublicKeys): Promise<void>;
}

export class SheetPage implements SheetView {
  readonly #env: Env;
  readonly #leader: SheetCommands;
  #publicChain: PublicChain | null = null;

  constructor(env: Env, leader: SheetCommands) {
    this.#env = env;
    this.#leader = leader;
  }

  /** The public records as they are now. */
  show(publicChain: PublicChain): void {
    this.#publicChain = publicChain;
  }

  check = async (text: string): Promise<void> => {
    const sheet = await paperKeys("sheet", sheetSecret(text));
    if (this.#publicChain === null) throw new Unreachable("the records were not read yet");
    requireValidSheet(this.#publicChain, sheet.id);
    const { session } = await signIn(this.#env, sheet).catch((error: unknown) => {
      throw error instanceof NotAdmitted ? new Unreachable("the sheet was not admitted") : error;
    });
    session.close();
  };

  draw = async (): Promise<NewSheet> => {
    const secret = newSheetSecret();
    const { id, ed, x } = await paperKeys("sheet", secret);
    // The leading tab is told nothing secret.
    const keys: PublicKeys = { id, ed, x };
    return { groups: sheetGroups(secret), publish: () => this.#replace(keys) };
  };

  /** A refusal that is final changed nothing. After any other failure the new sheet may be in force already. */
  async #replace(keys: PublicKeys): Promise<void> {
    try {
      await this.#leader.sheetReplace(keys);
    } catch (error) {
      if (callsFor(error) === "told") throw error;
      throw new Unreachable("whether the new sheet is in force is not known");
    }
  }
}
