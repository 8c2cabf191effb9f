/** Operations of the shared vectors on websites: which of them may show the page in a frame. */

import { websitesIn } from "../../src/profile/websites.ts";

type Values = Readonly<Record<string, unknown>>;

export const websiteOperations: Readonly<Record<string, (given: Values) => Values>> = {
  framed_on: ({ profile, public_url: publicUrl }) => ({
    websites: websitesIn((profile as Values).websites, String(publicUrl)),
  }),
};
