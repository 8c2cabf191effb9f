import type { RemoteReader } from "@tresen/core/api";
import { remoteReader } from "@tresen/core/former";
import { trusted } from "@tresen/ui/trusted";
import address from "./worker.ts?worker&url";

/** A reader in a worker of its own. */
export const openReader = (): RemoteReader =>
  remoteReader(new Worker(trusted("tresen-former", address), { name: "former" }));
