/** Calls: what the apps see of them (protocol/calls.md). */

import type { Readable } from "../base/readable.ts";
import type { CallFrame, SignalKind, SignalPayload } from "../wire/callframes.ts";

/** Why a call is over. Above the line the server's words, below those that this device finds by itself. */
export type Ending =
  | "hung_up"
  | "missed"
  | "declined"
  | "cancelled"
  | "broken"
  //
  /** Somebody else was first; `person` says who. */
  | "taken"
  /** A colleague has it now. */
  | "handed"
  | "busy"
  | "off"
  /** Outside the hours in which calls are taken. */
  | "closed"
  /** The team has not answered this customer yet, and strangers do not ring. */
  | "stranger"
  | "blocked"
  | "offline"
  /** The browser gives neither microphone nor camera: somebody said no, or there is none. */
  | "denied"
  | "noDevice"
  /** There is no way between the two: no relay, and none that is allowed. */
  | "noWay"
  | "unsupported"
  /** What arrived was not what the other side had signed. */
  | "forged"
  | "refused";

/**
 * `calling`: not yet known to ring; `ringing`: there it rings; `incoming`: here it rings; `joining`: accepted here, not yet confirmed;
 * `talking`; `aside`: other devices' call; `over`.
 */
export type Phase = "calling" | "ringing" | "incoming" | "joining" | "talking" | "aside" | "over";

export interface Call {
  readonly id: string;
  readonly conversation: string;
  /** This side called. */
  readonly ours: boolean;
  /** This tab called. */
  readonly placed: boolean;
  readonly video: boolean;
  readonly phase: Phase;
  /** When this phase began, by the server's clock; null: the server has not said. */
  readonly sinceMs: number | null;
  /** The other side's device. */
  readonly peer: string | null;
  /** The person of the team who has it, and, as they say it themselves, their name. */
  readonly person: number | null;
  readonly by: string | null;
  /** The colleague it is being handed to; of one that rings here for that: the person who hands it over. */
  readonly handing: number | null;
  readonly ending: Ending | null;
  /** The next instant at which calls are taken. */
  readonly openMs?: number | null;
}

/** The server's word on a call, with ids as text. */
export interface CallNow extends Omit<CallFrame, "type" | "conversation" | "call" | "device" | "caller"> {
  readonly conversation: string;
  readonly call: string;
  readonly device: string | null;
  readonly caller: string | null;
}

/** A signal that was verified and opened. */
export interface HeardSignal {
  readonly conversation: string;
  readonly call: string;
  readonly kind: string;
  readonly from: string;
  readonly party: "customer" | "team";
  readonly person: number | null;
  readonly video: boolean;
  readonly payload: SignalPayload;
}

export type CallNote = { readonly type: "call" } & (
  | { readonly now: CallNow }
  | { readonly signal: HeardSignal }
  | { readonly refused: string; readonly code: string; readonly detail: string }
  /** Something about this call was not what it should be; null: it does not even say which. */
  | { readonly forged: string | null; readonly conversation: string }
  /** The connection is back, and these calls run. */
  | { readonly online: readonly string[] }
  /** A tab of this device takes part in it now. */
  | { readonly taken: string; readonly tab: string }
);

/** What a tab asks of the leading one. */
export type CallOrder =
  /** Tell again what runs. */
  | { readonly do: "wake" }
  | {
      readonly do: "signal";
      readonly conversation: string;
      readonly call: string;
      readonly kind: SignalKind;
      readonly to: string | null;
      readonly video: boolean;
      readonly person: number | null;
      readonly payload: SignalPayload;
    };

export interface CallCommands {
  /** False: there is no connection, and nothing was sent. */
  call(order: CallOrder): Promise<boolean>;
}

/** Whether calls are taken now, as the server answers. */
export interface MayCall {
  readonly relay: boolean;
  readonly direct: boolean;
  readonly open: boolean;
  readonly nextMs: number | null;
  /** Calls are taken now, but not of this customer: nobody has answered here yet. */
  readonly unanswered: boolean;
}

/** What opens a connection between two browsers: `RTCPeerConnection` in an app, something small in a test. One for each call. */
export interface Media {
  /** A description of one's own side. Gets microphone and camera first. Rejects with an `Error` whose message is an `Ending`. */
  offer(): Promise<string>;
  /** Takes the other side's description, and gives one's own. */
  answer(sdp: string): Promise<string>;
  /** Takes the other side's answer. */
  answered(sdp: string): Promise<void>;
  /** Describes this side only once the other one does: a colleague takes the call over. */
  wait(): Promise<void>;
  /** A later description of the other side, or its answer to one of ours, or addresses. */
  hear(kind: "offer" | "answer" | "ice", payload: SignalPayload): Promise<void>;
  /** The other side is known now: addresses may be told. */
  begin(): void;
  /** From now on no address of this device may be seen. */
  hide(): void;
  /** The connection to the server is back. */
  wake(): void;
  close(): void;
}

export interface MediaNeeds {
  readonly video: boolean;
  readonly side: "customer" | "team";
  /** Neither side's address may be seen: everything goes through the relay. */
  readonly relay: boolean;
  /** Asked when the connection is made, and again when it is renewed: credentials end after minutes. */
  servers(): Promise<readonly RtcServer[]>;
  /** False: not sent. */
  say(kind: "offer" | "answer" | "ice", payload: SignalPayload): Promise<boolean>;
  /** The connection is there, or it is gone for good. */
  onState(state: "connected" | "failed"): void;
}

/** A relay, as browsers want it. */
export interface RtcServer {
  readonly urls: readonly string[];
  readonly username: string;
  readonly credential: string;
}

/** `before`: what this call was connected by until now; its microphone and camera go on. */
export type OpenMedia<M extends Media> = (needs: MediaNeeds, before: M | null) => M;

export interface CallsView<M extends Media> {
  /** What is to be shown: the call of this tab, else one that rings here; null: nothing. */
  readonly shown: Readable<Call | null>;
  /** Calls of the team's conversations that run or ring, wherever: for the list. */
  readonly running: Readable<ReadonlyMap<string, Call>>;
  readonly media: Readable<M | null>;
  /** What both sides compare; null: not known yet. */
  readonly words: Readable<readonly string[] | null>;
  /** Rejects with `Unreachable` without a connection. */
  may(conversation?: string): Promise<MayCall>;
  /** A customer has one conversation, and need not name it. */
  place(video: boolean, conversation?: string): void;
  accept(video?: boolean): void;
  decline(): void;
  hangUp(): void;
  handOver(person: number): void;
  /** What was over was seen. */
  dismiss(): void;
  close(): void;
}
