/** All that erasing needs, in one part that is fetched when something is erased: most visits never need it. */

export { askKept, Erasures } from "./ask.ts";
export { forget } from "./drop.ts";
export { farewell } from "./receipt.ts";
export { keepPast, readPast } from "./retained.ts";
export { readErasing } from "./tombstones.ts";
