/** When a message was written and when it was sent, in German. */
export const words = (written: string, sent: string): string => `geschrieben ${written}, gesendet ${sent}`;
