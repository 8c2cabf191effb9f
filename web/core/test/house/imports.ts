/**
 * The import graph of a package: who imports whom, circles, and floors. A floor is a step of the longest chain of imports; types and
 * imports on demand count too; a component that contains itself does not. `node core/test/house/imports.ts` prints the figures.
 */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** Each file, by its path below the root, with the files that it imports. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

const IMPORT =
  /^\s*(?:import|export)\s[^;"']*?from "(\.[^"]+)"|import\("(\.[^"]+)"\)|^\s*import "(\.[^"]+)"/gm;

export function filesBelow(folder: string, extension: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => extension.test(name) && !name.split(sep).includes("node_modules"))
    .sort();
}

export function readGraph(root: string, extension = /\.ts$/): Graph {
  const graph = new Map<string, Set<string>>();
  for (const name of filesBelow(root, extension)) {
    const source = readFileSync(join(root, name), "utf8");
    const targets = [...source.matchAll(IMPORT)].map(([, ...paths]) =>
      relative(root, resolve(root, dirname(name), paths.find((path) => path !== undefined) ?? "")),
    );
    graph.set(name, new Set(targets.filter((target) => target !== name && extension.test(target))));
  }
  return graph;
}

/** The folder at the top in which a file stands; the file's own name when it stands in none. */
export const roomOf = (file: string): string => file.split(sep)[0] ?? file;

/** The same graph with a folder for each file. */
export function roomsOf(graph: Graph): Graph {
  const rooms = new Map<string, Set<string>>();
  for (const [file, targets] of graph) {
    const room = rooms.get(roomOf(file)) ?? new Set();
    for (const target of targets) if (roomOf(target) !== roomOf(file)) room.add(roomOf(target));
    rooms.set(roomOf(file), room);
  }
  return rooms;
}

/**
 * What stands side by side in a folder, files and folders, at every depth, with what it imports of its neighbours. A circle among files
 * is one among neighbours too.
 */
export function neighboursOf(graph: Graph): Graph {
  const neighbours = new Map<string, Set<string>>();
  for (const [file, targets] of graph)
    for (const target of targets) {
      const [from, to] = parting(file, target);
      neighbours.set(from, (neighbours.get(from) ?? new Set()).add(to));
    }
  return neighbours;
}

/** The neighbours through which two files part: `a/b/c.ts` and `a/d/e.ts` part as `a/b` and `a/d`. */
function parting(file: string, target: string): readonly [string, string] {
  const [one, other] = [file.split(sep), target.split(sep)];
  const depth = 1 + one.findIndex((name, at) => name !== other[at]);
  return [one.slice(0, depth).join(sep), other.slice(0, depth).join(sep)];
}

/** The imports that make up a circle of neighbours, one for each of its steps; null: there is none. */
export function knotIn(graph: Graph): readonly string[] | null {
  const circle = circleIn(neighboursOf(graph));
  if (circle === null) return null;
  return circle.slice(1).map((to, step) => {
    for (const [file, targets] of graph)
      for (const target of targets)
        if (parting(file, target).join() === `${circle[step]},${to}`) return `${file} > ${target}`;
    return "";
  });
}

export const arrowsOf = (graph: Graph): number =>
  [...graph.values()].reduce((sum, targets) => sum + targets.size, 0);

/** One chain of imports that returns to its beginning; null: there is none. */
export function circleIn(graph: Graph): readonly string[] | null {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const target of graph.get(file) ?? []) {
      const circle = visit(target, [...path, file]);
      if (circle !== null) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const circle = visit(file, []);
    if (circle !== null) return circle;
  }
  return null;
}

/** The longest chain of imports, from the top down. The graph must have no circles. */
export function longestChain(graph: Graph): readonly string[] {
  const known = new Map<string, readonly string[]>();
  const below = (file: string): readonly string[] => {
    const chain = known.get(file) ?? [file, ...longest([...(graph.get(file) ?? [])].map(below))];
    known.set(file, chain);
    return chain;
  };
  return longest([...graph.keys()].map(below));
}

const longest = (chains: readonly (readonly string[])[]): readonly string[] =>
  chains.reduce((best, chain) => (chain.length > best.length ? chain : best), []);

if (process.argv[1] === import.meta.filename) {
  const graph = readGraph(process.argv[2] ?? join(import.meta.dirname, "../../src"));
  const rooms = roomsOf(graph);
  const chain = longestChain(graph);
  process.stdout.write(
    [
      `files ${graph.size}, arrows ${arrowsOf(graph)}, floors ${chain.length}: ${chain.join(" > ")}`,
      `rooms ${rooms.size}, arrows ${arrowsOf(rooms)}, floors ${longestChain(rooms).length}`,
      ...[...rooms.keys()].map((room) => {
        const files = [...graph.keys()].filter((file) => roomOf(file) === room).length;
        return `${room} (${files}): ${[...(rooms.get(room) ?? [])].sort().join(" ")}`;
      }),
      "",
    ].join("\n"),
  );
}
