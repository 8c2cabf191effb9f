/** Milliseconds of the processor that this thread has used. What a test asks of work holds on a busy machine too. */
export function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
