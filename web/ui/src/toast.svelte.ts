/** Reports what has just succeeded, for six seconds, with an undo if there is one. Never for errors. */
export interface ToastWords {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

let current = $state.raw<ToastWords | null>(null);

/** Shows a toast, replacing the previous one. */
export function toast(text: string, action?: ToastWords["action"]): void {
  current = action ? { text, action } : { text };
}

export function dismissToast(): void {
  current = null;
}

/** The toast that is shown. Reactive. */
export function shownToast(): ToastWords | null {
  return current;
}
