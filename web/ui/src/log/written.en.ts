/** When a message was written and when it was sent, in English. */
export const words = (written: string, sent: string): string => `written ${written}, sent ${sent}`;
