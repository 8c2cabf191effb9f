/** Notifications over HTTP: choices that the server holds, read and changed by any tab. */

import { writable } from "../base/readable.ts";
import { nil, text } from "../base/shape.ts";
import { borrow, type LentHttp } from "../sync/lent.ts";
import type { Http } from "../wire/http.ts";
import { readMail, readNotifications, readQuietTimes } from "../wire/told.ts";
import type { NotificationChoices, NotificationsView, Quiet } from "./api.ts";

export const notificationsOf = (leader: LentHttp): NotificationsView => new NotificationsPage(borrow(leader));

/** What the server says came of something is only compared with the words that are known here. */
export class NotificationsPage implements NotificationsView {
  readonly choices = writable<NotificationChoices | null>(null);
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  refresh = async (): Promise<NotificationChoices> => {
    const found: NotificationChoices = readNotifications(await this.#http.get("/notifications"));
    this.choices.set(found);
    return found;
  };

  setPush = async (endpoint: string | null, words?: string): Promise<void> => {
    if (endpoint === null) await this.#http.post("/notifications/push/drop", {});
    else await this.#http.post("/notifications/push", { endpoint, words });
    this.#change({ push: endpoint !== null, endpoint });
  };

  tryPush = async (): Promise<string> => {
    const outcome = text((await this.#http.post("/notifications/push/try", {})).outcome);
    if (outcome === "gone") this.#change({ push: false, endpoint: null });
    return outcome;
  };

  setMail = async (address: string | null, language: string, words?: string): Promise<string> => {
    const answer =
      address === null
        ? await this.#http.post("/notifications/mail/drop", {})
        : await this.#http.post("/notifications/mail", { address, language, words });
    this.#change({ mail: readMail(answer) });
    return nil(text)(answer.outcome) ?? "";
  };

  tryMail = async (): Promise<string> => {
    const outcome = text((await this.#http.post("/notifications/mail/try", {})).outcome);
    if (outcome === "gone") this.#change({ mail: { state: "refused", address: "" } });
    return outcome;
  };

  setRings = async (on: boolean): Promise<void> => {
    await this.#http.post("/notifications/rings", { rings: on });
    this.#change({ rings: on });
  };

  setQuiet = async (quiet: Quiet): Promise<void> => {
    const answer = await this.#http.post("/notifications/quiet", {
      mode: quiet.mode,
      from_minute: quiet.fromMinute,
      until_minute: quiet.untilMinute,
      away_from: quiet.awayFrom,
      away_until: quiet.awayUntil,
    });
    this.#change({ quiet, spans: readQuietTimes(answer) });
  };

  mute = async (conversation: string, on: boolean): Promise<void> => {
    await this.#http.post("/notifications/mute", { conversation, on });
    const others = (this.choices.get()?.muted ?? []).filter((each) => each !== conversation);
    this.#change({ muted: on ? [...others, conversation] : others });
  };

  #change(change: Partial<NotificationChoices>): void {
    const before = this.choices.get();
    if (before !== null) this.choices.set({ ...before, ...change });
  }
}
