/** A backup older than this is worth a word. */
export const OLD_BACKUP_MS = 2 * 86_400_000;
