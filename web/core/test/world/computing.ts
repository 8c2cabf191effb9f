/** What a limit on computing time is measured by. */

/** Milliseconds that this thread has computed for. Waiting for a core that others use does not count. */
export function computedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
