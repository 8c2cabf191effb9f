/** All that erasing needs, in one part that is fetched when something is erased: most visits never need it. */

export { askKept, Erasures } from "./erasures.ts";
export { farewell } from "./farewell.ts";
export { forget } from "./forgetting.ts";
export { keepPast, readPast } from "./past.ts";
export { readErasing } from "./tombstones.ts";
