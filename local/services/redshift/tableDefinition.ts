import { identifier, identifierText, isTree, part, parts, type Tree } from "../lake/sqlTree.ts";
import { duckdbType, varcharBytes } from "./redshiftTypes.ts";
import { SqlError } from "./SqlError.ts";

/**
 * A `CREATE TABLE` for DuckDB: columns with type, default and NOT NULL, or a query. How Redshift spreads, sorts and
 * encodes rows is dropped; so are keys, which Redshift does not enforce; the bytes of a varchar are checked, which it does.
 *
 * @throws SqlError for what the local warehouse does not make
 * @see https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html
 */
export function tableDefinition(table: Tree): Tree {
  const columns = parts(table, "columns").map(columnDefinition);
  if (table.temporary === true) {
    throw new SqlError("the local warehouse has no temporary tables: a session ends with its statement");
  }
  if (parts(table, "constraints").some((constraint) => "Like" in constraint)) {
    throw new SqlError("the local warehouse does not run CREATE TABLE (LIKE ...)");
  }
  return {
    create_table: {
      ...table,
      columns,
      constraints: [],
      properties: [],
      post_table_properties: [],
      with_properties: [],
    },
  };
}

function columnDefinition(column: Tree): Tree {
  if (column.auto_increment === true) {
    throw new SqlError("the local warehouse has no IDENTITY columns");
  }
  const type = part(column, "data_type");
  const checks = varcharCheck(identifierText(column.name) ?? "", type);
  const order = [
    ...(column.nullable === false ? ["NotNull"] : []),
    ...(isTree(column.default) ? ["Default"] : []),
    ...checks.map(() => "Check"),
  ];
  const dropped = { primary_key: false, unique: false, encoding: null };
  return { ...column, ...dropped, data_type: duckdbType(type), constraints: checks, constraint_order: order };
}

/** `CHECK (octet_length(<column>) <= <bytes>)` */
function varcharCheck(column: string, type: Tree): Tree[] {
  const bytes = varcharBytes(type);
  if (bytes === undefined) {
    return [];
  }
  const named = { column: { name: identifier(column), table: null, join_mark: false, trailing_comments: [] } };
  const args = { args: [named], distinct: false, trailing_comments: [] };
  const left = {
    function: { name: "octet_length", ...args, use_bracket_syntax: false, no_parens: false, quoted: false },
  };
  const right = { literal: { literal_type: "number", value: String(bytes) } };
  const comments = { left_comments: [], operator_comments: [], trailing_comments: [] };
  return [{ Check: { lte: { left, right, ...comments } } }];
}
