/** All that erasing needs, in one part that is fetched when something is erased: most visits never need it. */

export { askRetained, Requests } from "./ask.ts";
export { dropErased } from "./drop.ts";
export { writeReceipt } from "./receipt.ts";
export { readPast, writePast } from "./retained.ts";
export { readErasing } from "./tombstones.ts";
