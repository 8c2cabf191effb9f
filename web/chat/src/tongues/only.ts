// Translated by machine, to be read by a person.

/** Under an automatic answer, by the reader's language: that it is there in German or English alone. Who reads German is not told. */
export const ONLY_BOTH: Readonly<Record<string, string>> = {
  ar: "هذا الرد أُرسل تلقائيًا، وهو متوفر بالألمانية أو الإنجليزية فقط.",
  es: "Esta respuesta se envió automáticamente; solo existe en alemán o en inglés.",
  fr: "Cette réponse a été envoyée automatiquement ; elle n’existe qu’en allemand ou en anglais.",
  pl: "Ta odpowiedź została wysłana automatycznie; jest dostępna tylko po niemiecku lub angielsku.",
  ro: "Acest răspuns a fost trimis automat; există doar în germană sau în engleză.",
  ru: "Этот ответ отправлен автоматически; он есть только на немецком или английском.",
  tr: "Bu yanıt kendiliğinden gönderildi; yalnızca Almanca ya da İngilizce olarak var.",
  uk: "Цю відповідь надіслано автоматично; вона є лише німецькою або англійською.",
};
