let open = $state.raw(false);

/** The question for a name stands above the field: nothing else on the page asks for it. Reactive. */
export const asking = {
  get open(): boolean {
    return open;
  },
  set open(on: boolean) {
    open = on;
  },
};
