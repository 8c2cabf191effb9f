"""Words that go on in the next line without a hyphen, as they are drawn."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

_SPLIT: Final = """(within) => [...document.querySelectorAll(within)].flatMap((element) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const split = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.checkVisibility({ visibilityProperty: true })) continue;
    if (node.parentElement.closest(".sr, script, style, svg, textarea")) continue;
    for (const { 0: word, index } of node.data.matchAll(/[\\p{L}\\u00ad]{2,}/gu)) {
      let above = null;
      for (let at = index; at < index + word.length; at++) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        // The hyphen that is drawn belongs to the letter after it, too: the last place is the letter's.
        const { top, width } = [...range.getClientRects()].at(-1) ?? { top: 0, width: 0 };
        if (width === 0 || node.data[at] === "\\u00ad") continue;
        if (above !== null && top > above + 4 && node.data[at - 1] !== "\\u00ad") split.push(word);
        above = top;
      }
    }
  }
  return split;
})"""


def split_words(page: Page, within: str = "body") -> list[str]:
    """Every word that is seen in these elements and is broken elsewhere than at a syllable."""
    found: list[str] = page.evaluate(_SPLIT, within)
    return found
