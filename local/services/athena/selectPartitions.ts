import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlIdentifier } from "../../../core/emit/sqlIdentifier.ts";
import type { LakeColumn, LakePartition } from "../lake/lakeTable.ts";
import { partitionValue } from "../lake/lakeTableSql.ts";
import { identifier, identifierText, isTree, opened, part, type Tree } from "../lake/sqlTree.ts";
import { duckdbSql, treeOf } from "./parseQuery.ts";
import type { TableUse } from "./tableUses.ts";

const isQuery = new Set(["select", "union", "intersect", "except", "subquery", "exists", "placeholder"]);

/**
 * The partitions that can hold rows for a use of a table: those whose values satisfy what the query's WHERE demands of
 * partition columns alone.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partitions.html
 */
export async function selectPartitions(
  connection: DuckDBConnection,
  use: TableUse,
  keys: readonly LakeColumn[],
  partitions: readonly LakePartition[],
): Promise<readonly LakePartition[]> {
  const names = new Set(keys.map(({ Name }) => Name.toLowerCase()));
  const telling = use.conditions.filter((condition) => isOfKeys(condition, names, use));
  if (telling.length === 0 || partitions.length === 0) return partitions;
  try {
    await connection.run(keyTable(keys, partitions));
    const rows = await connection.runAndReadAll(question(use.alias, telling));
    return rows.getRows().flatMap(([place]) => partitions[Number(place)] ?? []);
  } catch {
    // A condition that fails on a partition that nobody asked for is the query's own to judge.
    return partitions;
  }
}

const keysTable = "athena_keys";

function keyTable(keys: readonly LakeColumn[], partitions: readonly LakePartition[]): string {
  const columns = [...keys.map(({ Name }) => sqlIdentifier(Name)), '"file_place"'].join(", ");
  const row = ({ values }: LakePartition, place: number) =>
    `(${[...keys.map(({ Type }, index) => partitionValue(values[index] ?? "", Type)), place].join(", ")})`;
  return `CREATE OR REPLACE TEMP TABLE ${keysTable} AS SELECT * FROM (VALUES ${partitions.map(row).join(", ")}) AS t(${columns})`;
}

function question(alias: string, conditions: readonly Tree[]): string {
  const tree = treeOf(`SELECT "file_place" FROM ${keysTable} AS t WHERE true ORDER BY 1`);
  const select = part(tree, "select");
  const [from] = part(select, "from").expressions as Tree[];
  part(from ?? {}, "table").alias = identifier(alias);
  const [first = {}, ...rest] = conditions.map((condition) => ({ paren: { this: condition, trailing_comments: [] } }));
  const comments = { left_comments: [], operator_comments: [], trailing_comments: [] };
  part(select, "where_clause").this = rest.reduce<Tree>(
    (left, right) => ({ and: { left, right, ...comments } }),
    first,
  );
  return duckdbSql(tree);
}

/** Whether a condition speaks of partition columns of this use, and of nothing else. */
function isOfKeys(condition: Tree, names: ReadonlySet<string>, { alias, isAlone }: TableUse): boolean {
  let columns = 0;
  const holds = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.every(holds);
    if (!isTree(value)) return true;
    const [kind, inside] = opened(value);
    if (kind === "column" && isTree(inside.name)) {
      columns += 1;
      const table = identifierText(inside.table);
      return names.has(identifierText(inside.name) ?? "") && (table === alias || (table === undefined && isAlone));
    }
    return !isQuery.has(kind) && Object.values(value).every(holds);
  };
  return holds(condition) && columns > 0;
}
