/** The verbs of a customer page that only pass on: to the leading tab, to a part that is fetched for them, or to the field. */

import { Unreachable } from "../base/errors.ts";
import { writable } from "../base/readable.ts";
import type { Payload } from "../wire/layouts.ts";
import type { Chat, Parts } from "./api.ts";
import type { CustomerCommands } from "./commands.ts";

export abstract class Verbs {
  readonly draft = writable("");
  readonly came = writable<Payload | null>(null);
  /** The leading tab; null: this page follows no conversation. */
  protected abstract leading(): CustomerCommands | null;
  protected abstract parts(): Promise<Parts>;
  /** Makes sure that there is a conversation. */
  abstract begin(): Promise<void>;

  protected get leader(): CustomerCommands {
    const leader = this.leading();
    if (leader === null) throw new Unreachable("this page follows no conversation");
    return leader;
  }

  comesBy: Chat["comesBy"] = (way, text) => {
    this.came.set(way);
    if (!this.draft.get()) this.draft.set(text);
  };

  markRead = (): void => void this.leading()?.read();
  keepReturnLink = async (kept?: boolean): Promise<void> => this.leading()?.kept(kept);
  devices: Chat["devices"] = async () => (await this.leading()?.devices()) ?? [];
  removeDevice: Chat["removeDevice"] = (id, follows) => this.leader.renew(id, follows);
  renewReturnLink: Chat["renewReturnLink"] = (follows) => this.leader.renew(null, follows);
  nameDevice = (id: string, name: string): Promise<void> => this.leader.nameDevice(id, name);
  setShowsReading = async (on: boolean): Promise<void> => this.leading()?.showsReading(on);
  beforeErasing: Chat["beforeErasing"] = (whole) => this.leader.beforeErasing(whole);
  erase: Chat["erase"] = (message) => this.leader.erase(message ?? null);

  contact: Chat["contact"] = async () => (await this.parts()).contact();
  myData: Chat["myData"] = async () => (await this.parts()).myData();
  files: Chat["files"] = async () => this.begin().then(async () => (await this.parts()).files());
  calls: Chat["calls"] = async (open) => (await this.parts()).calls(open);
  askBack: Chat["askBack"] = async (text) => (await this.parts()).askBack(text);
  invitation: Chat["invitation"] = async (carried) => (await this.parts()).invitation(carried);
  notifications: Chat["notifications"] = async () => (await this.parts()).notifications();
  passkeys: Chat["passkeys"] = async (authenticator) => (await this.parts()).passkeys(authenticator);
}
