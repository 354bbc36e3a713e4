import type { Tree } from "../lake/sqlTree.ts";
import type { ParameterValues, ResultSink } from "./execution.ts";
import { columnMetadata, fieldOf } from "./results.ts";
import type { Session } from "./Session.ts";

/** Runs a query and hands its rows over, some thousands at a time. */
export async function runQuery(
  tree: Tree,
  session: Session,
  values: ParameterValues,
  sink: ResultSink,
): Promise<number> {
  const { sql } = await session.translate(tree);
  const result = await session.connection.stream(sql, { ...values });
  const types = result.columnTypes();
  const columns = result.columnNames().map((name, index) => columnMetadata(name, types[index] ?? missing(name)));
  sink.columns(columns);
  let count = 0;
  for await (const rows of result.yieldRows()) {
    await sink.rows(rows.map((row) => columns.map((column, index) => fieldOf(row[index] ?? null, column))));
    count += rows.length;
  }
  return count;
}

function missing(name: string): never {
  throw new Error(`the column ${name} has no type`);
}
