import { articleOf, type Hold, open } from "./hold.ts";
import { commandIn, type LogCommand } from "./keys.ts";

/** The focus in a log. */
export interface Roving {
  /** The message that had the focus last. */
  current(): HTMLElement | null;
  focus(article: HTMLElement): void;
  focused(event: Event): void;
  press(event: KeyboardEvent): void;
}

const INNER = "a[href], button, input, textarea, select";
let count = 0;

const rowOf = (article: HTMLElement): Element => article.closest("[data-key]") ?? article;

/**
 * The messages of a log are one tab stop: the newest one at first, later the one that had the focus last, with what stands in and below
 * it. Arrow keys go from message to message. When the message with the focus goes away, its neighbour gets it.
 */
export function roving(hold: Hold, show: (article: Element) => void): Roving {
  const { scroller } = hold;
  let current: HTMLElement | null = null;
  let index = 0;
  /** The focus is in the log, as far as anybody moved it. */
  let inside = scroller.contains(document.activeElement);
  const all = () => [...scroller.querySelectorAll<HTMLElement>("[data-key] article")];

  function calm(): void {
    const articles = all();
    index = current ? Math.max(0, articles.indexOf(current)) : index;
    const stop = current ?? articles.at(-1);
    scroller.tabIndex = stop ? -1 : 0;
    for (const article of articles) {
      article.tabIndex = article === stop ? 0 : -1;
      for (const inner of rowOf(article).querySelectorAll<HTMLElement>(INNER))
        inner.tabIndex = article === current ? 0 : -1;
    }
  }

  function focus(article: HTMLElement): void {
    current = article;
    calm();
    article.focus({ preventScroll: true });
    article.scrollIntoView({ block: "nearest" });
  }

  /** The message with the focus, or the one that has taken its place. */
  function here(): HTMLElement | null {
    if (current && !current.isConnected) current = all()[Math.min(index, all().length - 1)] ?? null;
    return current;
  }

  function mend(): void {
    here();
    calm();
    if (!inside || document.activeElement !== document.body) return;
    if (current) focus(current);
    else scroller.focus();
  }

  const gone = new AbortController();
  const watch = new MutationObserver(mend);
  watch.observe(scroller, { childList: true, subtree: true });
  const follow = ({ target }: Event) => {
    inside = scroller.contains(target as Node);
    if (scroller.isConnected) return;
    gone.abort();
    watch.disconnect();
  };
  document.addEventListener("focusin", follow, gone);
  document.addEventListener("pointerdown", follow, gone);
  calm();
  // Whoever came by the keyboard while this part was fetched stands on the log itself, or in a message.
  const came = scroller.matches(":focus") ? all().at(-1) : articleOf(document.activeElement);
  if (came && document.activeElement?.matches(":focus-visible:not(input, textarea)")) focus(came);

  /** False: there is nowhere to go. */
  function go(command: Exclude<LogCommand, "menu">, from: HTMLElement | null): boolean {
    if (command === "field") return leave(scroller);
    const articles = all();
    const at = from ? articles.indexOf(from) : articles.length;
    const to = { previous: at - 1, next: at + 1, first: 0, last: articles.length - 1 }[command];
    const article = articles[Math.max(0, Math.min(to, articles.length - 1))];
    if (article) focus(article);
    return true;
  }

  return {
    current: () => current,
    focus,
    focused({ target }) {
      const article = articleOf(target);
      const again = target === scroller ? here() : null;
      if (again) focus(again);
      if (!article) return;
      current = article;
      name(article);
      calm();
      show(article);
    },
    press(event) {
      // A key that waited until this part was fetched is for the message that the keys before it reached.
      const now = document.activeElement;
      const target = (scroller.contains(now) ? now : event.target) as HTMLElement;
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      if (target.closest("input, textarea, select, [contenteditable], [popover]")) return;
      const article = articleOf(target);
      const command = commandIn(event, target === article);
      if (command === "menu" ? !open(article, hold, null) : !command || !go(command, article)) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

/** Back to the field for writing: the first one after the log. */
function leave(scroller: HTMLElement): boolean {
  const field = [...document.querySelectorAll("textarea")].find(
    (each) => scroller.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  field?.focus();
  return field !== undefined;
}

/** A focused article is heard by its name, which is all that it says, with what stands below it. Its buttons have names of their own. */
function name(article: HTMLElement): void {
  const below = [...rowOf(article).children].filter((each) => each !== article && !each.matches("label"));
  const said = [...[...article.children].filter((each) => !each.matches(".more, .retry")), ...below];
  for (const each of said) each.id ||= `said-${++count}`;
  article.setAttribute("aria-labelledby", said.map(({ id }) => id).join(" "));
}
