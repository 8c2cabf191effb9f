/** "(3) Team – Bäckerei Sonnenschein – Tresen": the tab's title. What is empty is left out. */
export function title(unread: number, ...parts: readonly string[]): string {
  const name = parts.filter((each) => each !== "").join(" – ");
  return unread > 0 ? `(${unread}) ${name}` : name;
}

/** The number on the installed app's icon, where the system shows one. */
export async function badge(unread: number): Promise<void> {
  if (!("setAppBadge" in navigator)) return;
  try {
    await (unread > 0 ? navigator.setAppBadge(unread) : navigator.clearAppBadge());
  } catch {
    // Refused when the app is not installed: the title says it anyway.
    return;
  }
}
