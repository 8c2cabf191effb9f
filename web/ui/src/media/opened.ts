// Addresses of opened files, by their blob. As long as one stands, this page can read the file.

export const opened = new Map<string, Promise<string>>();

/** It was erased, or is too much. */
export function drop(blob: string): void {
  opened.get(blob)?.then(
    (url) => URL.revokeObjectURL(url),
    () => {},
  );
  opened.delete(blob);
}

/** Everything here is covered. */
export function dropAll(): void {
  for (const blob of [...opened.keys()]) drop(blob);
}
