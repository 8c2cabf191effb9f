/** What any tab of a customer page may ask of the leading one. */

import type { CallCommands } from "../calls/api.ts";
import type { ErasingOutcome } from "../model/erased.ts";
import type { OwnDevicesCommands } from "../owndevices/api.ts";
import type { BeforeErasing } from "../sync/eraser.ts";
import type { LentHttp } from "../sync/lent.ts";

export interface CustomerCommands extends OwnDevicesCommands, CallCommands, LentHttp {
  /** Something waits in the outbox. */
  pump(): Promise<void>;
  /** Reads the page of messages before what is held. */
  older(): Promise<void>;
  /** Everything held was seen in a focused window. */
  read(): Promise<void>;
  typing(on: boolean): Promise<void>;
  showsReading(on: boolean): Promise<void>;
  /** The return link was put somewhere safe; false: what kept it is gone. */
  kept(on?: boolean): Promise<void>;
  /** The fingerprint of a sign agreed with the business's chain. */
  verified(): Promise<void>;
  /** One message, by its key; null: everything. */
  erase(message: string | null): Promise<ErasingOutcome>;
  beforeErasing(whole: boolean): Promise<BeforeErasing>;
  takeOver(): Promise<void>;
}
