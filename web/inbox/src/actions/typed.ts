/** Letters that are pressed while something is fetched that they are meant for. */

/** From now on letters go nowhere else. The returned function ends this and answers what was typed. */
export function typedMeanwhile(): () => string {
  let typed = "";
  const hold = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Backspace") typed = typed.slice(0, -1);
    else if ([...event.key].length === 1) typed += event.key;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("keydown", hold, true);
  return () => {
    removeEventListener("keydown", hold, true);
    return typed;
  };
}
