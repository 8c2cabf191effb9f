/** What opening the messages of a row needs. */

import type { Chain } from "../../trust/chain.ts";
import type { Epochs } from "../../trust/keyring.ts";
import type { Http } from "../../wire/http.ts";

export interface OpeningNeeds {
  readonly http: Http;
  chain(): Chain;
  epochs(conversation: string, n: number): Promise<Epochs>;
}
