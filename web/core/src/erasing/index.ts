/** Everything about erasing in one part of the program. It is fetched when something is erased; most visits never need it. */

export { askRetained, Requests } from "./ask.ts";
export { dropErased } from "./drop.ts";
export { writeReceipt } from "./receipt.ts";
export { readPast, writePast } from "./retained.ts";
export { readErasing } from "./tombstones.ts";
