/** Asks the server how it is doing. */

import { count, flag, list, map, nil, text } from "../base/shape.ts";
import type { Http } from "../wire/http.ts";
import type { Condition, Finding, FindingState } from "./api.ts";

export async function conditionOf(http: Http): Promise<Condition> {
  const answer = await http.get("/condition");
  const disk = map(answer.disk);
  const stored = map(answer.stored);
  const backups = map(answer.backups);
  const check = nil(map)(answer.check);
  return {
    version: text(answer.version),
    build: text(answer.build),
    disk: { free: count(disk.free), total: count(disk.total), low: flag(disk.low) },
    log: { bytes: count(stored.log), most: count(stored.log_most) },
    files: { bytes: count(stored.files), most: count(stored.files_most) },
    backupMs: nil(count)(backups.made_ms),
    triedMs: nil(count)(backups.tried_ms),
    check: check && { atMs: count(check.at_ms), findings: list(readFinding)(check.findings) },
  };
}

function readFinding(value: unknown): Finding {
  const given = map(value);
  const state = text(given.state);
  return {
    name: text(given.name),
    // What a later version calls otherwise is at least worth a look.
    state: state === "good" || state === "bad" ? (state satisfies FindingState) : "warning",
    found: text(given.found),
    todo: text(given.todo),
  };
}
