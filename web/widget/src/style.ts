/** How the button looks. A sheet of the shadow root: no policy against inline styles meets it, and no style of the website does. */

export interface Look {
  readonly side: string;
  readonly colour: string;
  readonly theme: string;
}

export const sideOf = (side: string): string => (side === "left" ? side : "right");

const PLUM = "#64244f";

/** White or black, whichever is further from the colour: always 4.5:1 or more. */
export function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(
    (at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}

const DARK = ".w{--p:#1d1613;--i:#f2ebe3;--l:#fff6}";

export function styleOf({ side, colour, theme }: Look): string {
  const back = /^#[0-9a-f]{6}$/i.test(colour) ? colour : PLUM;
  return `:host{display:contents!important}
.w{all:initial;position:fixed;bottom:16px;${sideOf(side)}:16px;max-width:calc(100% - 32px);z-index:2147483000;font:16px/20px system-ui,sans-serif;--b:${back};--t:${inkOn(back)};--p:#fff;--i:#241a14;--l:#0000}
.o{all:unset;box-sizing:border-box;display:flex;gap:10px;align-items:center;min-height:52px;max-width:360px;padding:6px 18px;border:1px solid var(--l);border-radius:26px;background:var(--b);color:var(--t);cursor:pointer;font-weight:600;box-shadow:0 4px 16px #0006}
svg{flex:none;width:24px;fill:none;stroke:currentColor;stroke-width:1.8}
small{display:block;font-weight:400;font-size:14px}
small:before{content:"";display:inline-block;width:5px;height:5px;margin-inline-end:6px;border:2px solid;border-radius:9px}
.y:before{background:currentColor}
small:empty,b:empty{display:none}
b{position:absolute;top:-10px;right:0;padding:1px 8px;border-radius:26px;background:var(--t);color:var(--b);font-size:14px;box-shadow:0 0 0 2px var(--b)}
:focus-visible{outline:3px solid var(--i);outline-offset:2px;box-shadow:0 0 0 2px var(--p)}
@media print{.w{display:none}}
${theme === "dark" ? DARK : theme === "light" ? "" : `@media(prefers-color-scheme:dark){${DARK}}`}`;
}
