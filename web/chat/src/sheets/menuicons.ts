import { clock, device, lock, shop } from "@tresen/ui/icons/first";
import { card, eye, globe, key, note, search, settings, trash } from "@tresen/ui/icons/later";

/** The icons of the page's menu, by the names of its items. */
export const icons = {
  profile: shop,
  return: key,
  search,
  toDate: clock,
  contact: card,
  devices: device,
  settings,
  privacy: lock,
  imprint: note,
  otherLanguage: globe,
  past: lock,
  myData: eye,
  eraseConversation: trash,
};
