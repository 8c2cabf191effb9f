import { refused } from "@tresen/ui/share/taken";
import lost from "./lost.ts";

// Fetched by the address alone, so that the page's first load need not know what to call.
const why = refused();
/** Fulfilled once a person has read that something did not arrive; at once when nothing was lost. */
export const seen: Promise<void> = why ? lost(why) : Promise.resolve();
