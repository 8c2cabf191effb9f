import type { MyData, PackageFile, PackageProgress } from "@tresen/core/api";
import type { Lang } from "@tresen/ui";
import schema from "../../../../protocol/schema/my-data.json";
import { readable } from "./readable.ts";

/** The data package: a page to read, the JSON and its schema, the files. `whole`: nothing is missing that the server still has. */
export async function packageOf(
  data: MyData,
  { language, zone }: { readonly language: Lang; readonly zone: string },
  onprogress: (progress: PackageProgress) => void,
  signal: AbortSignal,
): Promise<{ readonly zip: Blob; readonly whole: boolean }> {
  const { json, files } = await data.gather(language, onprogress, signal);
  const file = (path: string, text: string, type: string): PackageFile => ({
    path,
    data: new Blob([text], { type }),
  });
  const all = [
    file("index.html", readable(json, zone), "text/html"),
    file("my-data.json", `${JSON.stringify(json, null, 1)}\n`, "application/json"),
    file("my-data.schema.json", `${JSON.stringify(schema, null, 1)}\n`, "application/schema+json"),
    ...files,
  ];
  return { zip: await data.pack(all, onprogress, signal), whole: isWhole(json) };
}

/** Does it hold everything that the server could still give? What was erased is no gap. */
export function isWhole(json: Readonly<Record<string, unknown>>): boolean {
  const { conversation, entries, held } = json as {
    readonly conversation: { readonly complete: boolean };
    readonly entries: readonly { readonly file?: { readonly missing?: string } }[];
    readonly held: unknown;
  };
  return (
    conversation.complete && held !== null && entries.every(({ file }) => file?.missing !== "unreachable")
  );
}
