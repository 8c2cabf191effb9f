import type { Inbox } from "@tresen/core/api";
import { createContext } from "svelte";

/** The one inbox of this page, handed down by App. */
export const [inboxHere, handDownInbox] = createContext<Inbox>();
