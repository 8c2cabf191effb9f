import { refused } from "@tresen/ui/share/taken";
import lost from "./lost.ts";

// Fetched by the address alone, so that the page's first load need not know what to call.
const why = refused();
if (why) lost(why);
