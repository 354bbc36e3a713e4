import type { ParameterValues, ResultSink } from "./execution.ts";
import { runControl } from "./runControl.ts";
import { runDefinition } from "./runDefinition.ts";
import { runQuery } from "./runQuery.ts";
import { runWrite } from "./runWrite.ts";
import type { Session } from "./Session.ts";
import type { Statement } from "./Statement.ts";

/** Runs one statement, and says how many rows it gave or changed. @throws SqlError and DuckDB's own errors */
export async function runStatement(
  statement: Statement,
  session: Session,
  values: ParameterValues,
  sink: ResultSink,
): Promise<number> {
  switch (statement.kind) {
    case "query":
      return await runQuery(statement.tree, session, values, sink);
    case "insert":
    case "update":
    case "delete":
    case "merge":
      return await runWrite(statement.kind, statement.tree, session, values);
    case "create table":
    case "drop table":
    case "truncate":
    case "create view":
    case "drop view":
    case "create schema":
      await runDefinition(statement.kind, statement.tree, session, values);
      return 0;
    default:
      runControl(statement, session);
      return 0;
  }
}
