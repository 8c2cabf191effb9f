const STEP_MS = 20_000;

/** The clock of a component, fine enough for words with minutes. Call while a component is set up. */
export function ticking(): () => number {
  let now = $state.raw(Date.now());
  $effect(() => {
    const timer = setInterval(() => {
      now = Date.now();
    }, STEP_MS);
    return () => clearInterval(timer);
  });
  return () => now;
}
