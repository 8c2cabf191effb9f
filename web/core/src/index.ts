// What the apps use of the core. The customer page imports @tresen/core/chat alone, so that its bundle stays small.
export type * from "./api.ts";
export { createChat } from "./chat.ts";
export { platformEnv } from "./env.ts";
export { createInbox } from "./inbox.ts";
