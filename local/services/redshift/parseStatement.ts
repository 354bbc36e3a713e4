import { Dialect, parse } from "@polyglot-sql/sdk";
import { opened, part, type Tree } from "../lake/sqlTree.ts";
import { parseControl } from "./parseControl.ts";
import { SqlError } from "./SqlError.ts";
import { type Statement, treeKinds } from "./Statement.ts";
import { isWord, type Token, Tokens } from "./Tokens.ts";

const accepted = [...new Set(Object.values(treeKinds)), "create external schema", "create role", "drop role"]
  .concat("grant", "revoke", "analyze", "vacuum")
  .map((kind) => (kind === "query" ? "SELECT" : kind.toUpperCase()))
  .join(", ");

/**
 * Reads one statement of Redshift's SQL.
 *
 * @throws SqlError for what cannot be read, for several statements at once, and for a kind that the local warehouse does not run
 */
export function parseStatement(sql: string): Statement {
  const tokens = new Tokens(sql);
  if (tokens.all.length === 0) {
    throw new SqlError("syntax error at end of input: the statement is empty");
  }
  const [first, second] = tokens.all;
  const control = parseControl(tokens);
  if (control !== undefined) {
    return control;
  }
  const tree = deletionUsing(sql, tokens.all) ?? treeOf(withoutColumnKeys(sql, tokens.all));
  const [found] = opened(tree);
  if (!isTreeKind(found)) {
    const words = [first, second].map((token) => token?.text.toUpperCase()).join(" ");
    throw new SqlError(`the local warehouse does not run "${words.trim()}"; it runs ${accepted}`);
  }
  return { kind: treeKinds[found], tree, sql };
}

/** A text of the warehouse's own, such as that of a view, as a tree. */
export function treeOf(sql: string): Tree {
  const parsed = parse(sql, Dialect.Redshift);
  if (!parsed.success) {
    throw new SqlError(`syntax error: ${parsed.error}`);
  }
  const [tree, another] = parsed.ast as unknown as Tree[];
  if (tree === undefined || another !== undefined) {
    throw new SqlError("cannot insert multiple commands into a prepared statement");
  }
  return tree;
}

function isTreeKind(kind: string): kind is keyof typeof treeKinds {
  return Object.hasOwn(treeKinds, kind);
}

/**
 * `DELETE FROM t USING s WHERE c`, which the SQL library reads for bare names only, as the same deletion written
 * `DELETE FROM t WHERE EXISTS (SELECT 1 FROM s WHERE c)`; undefined for any other statement.
 */
function deletionUsing(sql: string, tokens: readonly Token[]): Tree | undefined {
  const using = tokens.findIndex((token) => isWord(token, "using"));
  const [from, source] = [tokens[0], tokens[using]];
  if (from === undefined || source === undefined || !isWord(from, "delete")) {
    return undefined;
  }
  if (tokens.slice(0, using).some((token) => isWord(token, "where") || isWord(token, "("))) {
    return undefined;
  }
  const chars = Array.from(sql);
  const deletion = treeOf(`${chars.slice(0, source.start).join("")} WHERE true`);
  const matching = treeOf(`SELECT 1 FROM ${chars.slice(source.end).join("")}`);
  part(part(deletion, "delete"), "where_clause").this = { exists: { this: matching, not: false } };
  return deletion;
}

/** `CREATE TABLE` without the words SORTKEY and DISTKEY behind a column, which the SQL library does not read there. */
function withoutColumnKeys(sql: string, tokens: readonly Token[]): string {
  const isKey = (token: Token, index: number) =>
    (isWord(token, "sortkey") || isWord(token, "distkey")) &&
    [",", ")", "not", "null", "encode", "default", "primary", "unique", "sortkey", "distkey"].some((next) =>
      isWord(tokens[index + 1], next),
    );
  if (!isWord(tokens[0], "create") || !isWord(tokens[1], "table")) {
    return sql;
  }
  const chars = Array.from(sql);
  for (const { start, end } of tokens.filter(isKey)) {
    chars.fill(" ", start, end);
  }
  return chars.join("");
}
