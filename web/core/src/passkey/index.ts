/** What an app fetches when somebody wants a passkey. */

export type { NewWrap } from "../model/wrap.ts";
export * from "./api.ts";
export { type Opened, openByPasskey } from "./back.ts";
export { rejoinByPasskey } from "./rejoin.ts";
