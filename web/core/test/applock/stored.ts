/** What the program's own types say that it writes into its databases, read with the TypeScript compiler. */

import { join, relative } from "node:path";
import ts from "typescript";

const SRC = join(import.meta.dirname, "../../src");

/** A leaf of a type that is written: its kind, and where it stands. */
export interface Leaf {
  readonly kind: string;
  readonly path: string;
}

/** Types that are a leaf by themselves, whatever the platform declares in them. */
const LEAVES = ["Uint8Array", "ArrayBuffer", "Blob", "File", "CryptoKey", "Date"];
const PAIR = "CryptoKeyPair";
const HOLDERS = ["Array", "ReadonlyArray", "Map", "ReadonlyMap", "Set", "ReadonlySet"];
const SIMPLE: readonly (readonly [number, string])[] = [
  [ts.TypeFlags.StringLike, "text"],
  [ts.TypeFlags.NumberLike, "number"],
  [ts.TypeFlags.BooleanLike, "boolean"],
  [ts.TypeFlags.BigIntLike, "bigint"],
  [ts.TypeFlags.Null, "null"],
  [ts.TypeFlags.Undefined, "undefined"],
  [ts.TypeFlags.Never, "never"],
  [ts.TypeFlags.Unknown, "unknown"],
];

export interface Written {
  /** Calls that write into a database. */
  readonly calls: number;
  readonly leaves: readonly Leaf[];
}

export function written(): Written {
  const root = join(SRC, "..");
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(fileNames, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const walk = new Walk(checker);
  let calls = 0;
  for (const file of program.getSourceFiles()) {
    if (!file.fileName.startsWith(SRC)) continue;
    const look = (node: ts.Node): void => {
      const value = writtenBy(node, checker);
      if (value !== null) {
        calls += 1;
        walk.type(checker.getTypeAtLocation(value), relative(SRC, file.fileName));
      }
      ts.forEachChild(node, look);
    };
    look(file);
  }
  return { calls, leaves: walk.leaves };
}

/** The argument that goes into a database; null: this is no such call. */
function writtenBy(node: ts.Node, checker: ts.TypeChecker): ts.Expression | null {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  if (!["put", "add"].includes(node.expression.name.text)) return null;
  const receiver = checker.getTypeAtLocation(node.expression.expression);
  const names = [receiver.aliasSymbol?.name, receiver.symbol?.name];
  if (names.includes("IDBPDatabase") || names.includes("Store")) return node.arguments[1] ?? null;
  return names.includes("IDBPObjectStore") ? (node.arguments[0] ?? null) : null;
}

const isNamed = ({ symbol }: ts.Type): boolean =>
  symbol !== undefined && (symbol.flags & ts.SymbolFlags.Interface) !== 0 && !HOLDERS.includes(symbol.name);

class Walk {
  readonly leaves: Leaf[] = [];
  readonly #seen = new Set<ts.Type>();
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  type(type: ts.Type, path: string): void {
    const simple = SIMPLE.find(([flag]) => type.flags & flag);
    const name = type.symbol?.name ?? "";
    if (simple !== undefined) this.#leaf(simple[1], path);
    else if (LEAVES.includes(name)) this.#leaf(name, path);
    else if (!this.#seen.has(type)) this.#holder(type, path);
  }

  #holder(type: ts.Type, path: string): void {
    this.#seen.add(type);
    this.#inside(type, path);
    // Only what has a name is passed over the second time: a field of an open type is told wherever it stands.
    if (!isNamed(type)) this.#seen.delete(type);
  }

  #inside(type: ts.Type, path: string): void {
    if (type.isUnionOrIntersection()) for (const each of type.types) this.type(each, path);
    else if (type.flags & ts.TypeFlags.Object) this.#object(type as ts.ObjectType, path);
    else this.#leaf(this.#checker.typeToString(type), path);
  }

  #object(type: ts.ObjectType, path: string): void {
    const name = type.symbol?.name ?? "";
    if (this.#checker.isTupleType(type) || HOLDERS.includes(name)) {
      if (!/Array/.test(name) && HOLDERS.includes(name)) this.#leaf(name.replace("Readonly", ""), path);
      for (const each of this.#checker.getTypeArguments(type as ts.TypeReference)) this.type(each, path);
      return;
    }
    // A class would come back without its methods, a function not at all.
    if (type.isClass() || type.getCallSignatures().length > 0) this.#leaf(`class or function ${name}`, path);
    else if (this.#isOurs(type)) this.#fields(type, isNamed(type) ? name : path);
    else this.#leaf(name, path);
  }

  #fields(type: ts.ObjectType, here: string): void {
    for (const { type: each } of this.#checker.getIndexInfosOfType(type)) this.type(each, `${here}[]`);
    for (const property of this.#checker.getPropertiesOfType(type))
      this.type(this.#checker.getTypeOfSymbol(property), `${here}.${property.name}`);
  }

  /** An object of plain fields: written here, or made of such by a mapped type. */
  #isOurs({ symbol }: ts.ObjectType): boolean {
    const from = symbol?.declarations?.map((each) => each.getSourceFile().fileName) ?? [];
    return from.every((each) => each.startsWith(SRC) || symbol.name === "__type" || symbol.name === PAIR);
  }

  #leaf(kind: string, path: string): void {
    this.leaves.push({ kind, path });
  }
}
