/** A node of a parsed statement, or any part of one. */
export type Tree = Record<string, unknown>;

/** A relation as a statement names it. */
export interface RelationName {
  readonly database: string | undefined;
  readonly schema: string | undefined;
  readonly name: string;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A part of a node that is itself a node; an empty one where there is none. */
export function part(tree: Tree, key: string): Tree {
  const value = tree[key];
  return isTree(value) ? value : {};
}

/** A part of a node that is a list of nodes. */
export function parts(tree: Tree, key: string): Tree[] {
  const value = tree[key];
  return Array.isArray(value) ? value.filter(isTree) : [];
}

/** A node `{ <kind>: { ... } }` as its kind and its inside. */
export function opened(tree: Tree): [kind: string, inside: Tree] {
  const [kind = "", inside] = Object.entries(tree)[0] ?? [];
  return [kind, isTree(inside) ? inside : {}];
}

/** An identifier's text: Redshift and Athena fold letters to lower case, quoted or not. */
export function identifierText(identifier: unknown): string | undefined {
  return isTree(identifier) && typeof identifier.name === "string" ? identifier.name.toLowerCase() : undefined;
}

/** An identifier, quoted. */
export function identifier(name: string): Tree {
  return { name, quoted: true, trailing_comments: [] };
}

/** Whether a node's inside is a reference to a table, and not, say, to a column. */
export function isTableReference(tree: Tree): boolean {
  return isTree(tree.name) && "schema" in tree && "catalog" in tree;
}

/** The name in a reference to a table. */
export function relationName(table: Tree): RelationName {
  return {
    database: identifierText(table.catalog),
    schema: identifierText(table.schema),
    name: identifierText(table.name) ?? "",
  };
}

/** Makes a node another, in place. */
export function replace(tree: Tree, by: Tree): void {
  const copy = { ...by };
  for (const key of Object.keys(tree)) delete tree[key];
  Object.assign(tree, copy);
}
