import { clock, device, lock, shop } from "@tresen/ui/icons/first";
import { bell, card, eye, globe, key, note, phone, search, settings, trash } from "@tresen/ui/icons/later";

/** The icons of the page's menu, by the names of its items. */
export const icons = {
  call: phone,
  profile: shop,
  card: bell,
  return: key,
  search,
  toDate: clock,
  contact: card,
  devices: device,
  settings,
  privacy: lock,
  imprint: note,
  "de-simple": globe,
  otherLanguage: globe,
  languages: globe,
  past: lock,
  myData: eye,
  eraseConversation: trash,
};
