import type { FormerChat, KeptMessage } from "@tresen/core/api";

/** A former chat as a text, line by line as an export is: a copy for the customer, or for a program. */
export const asText = ({ writers }: Pick<FormerChat, "writers">, messages: readonly KeptMessage[]): string =>
  messages
    .map(({ at, writer, text, media }) => {
      const said = [media?.name ? `<${media.name}>` : "", text].filter((each) => each !== "").join("\n");
      return `[${at.replace("T", ", ")}] ${writers[writer] ?? ""}: ${said}\r\n`;
    })
    .join("");
