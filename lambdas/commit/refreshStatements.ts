import type { Run } from "../../core/commit/Run.ts";
import { rowsRun } from "../../core/commit/rowsRun.ts";
import { namedParameters } from "../../core/contract/namedParameters.ts";
import { sha256 } from "../../core/sha256.ts";
import { contractOf } from "../shared/contractOf.ts";

/** The arguments of one ExecuteStatement, in the case that Step Functions has them. */
export interface RefreshStatement {
  readonly WorkgroupName: string;
  readonly Database: string;
  readonly Sql: string;
  /** Absent where the statement has none: an empty list is refused. */
  readonly Parameters?: readonly { readonly Name: string; readonly Value: string }[];
  /** 64 characters; the same for the same statement of the same attempt. */
  readonly ClientToken: string;
}

/** The SQL that a dataset wants run in a region's warehouse after each commit, ready to be asked for. */
export function refreshStatements(
  run: Run,
  warehouse: { readonly workgroup: string; readonly database: string },
): RefreshStatement[] {
  const values: Readonly<Record<string, string>> = { source: run.source.key, run: rowsRun(run) };
  return contractOf(run).warehouse.refresh.map((sql, index) => {
    const parameters = namedParameters(sql).map((Name) => ({ Name, Value: values[Name] ?? "" }));
    return {
      WorkgroupName: warehouse.workgroup,
      Database: warehouse.database,
      Sql: sql,
      ...(parameters.length === 0 ? {} : { Parameters: parameters }),
      ClientToken: tokenOf(run, index, sql),
    };
  });
}

function tokenOf({ run, attempt }: Run, index: number, sql: string): string {
  return sha256(JSON.stringify([run, attempt, index, sql]));
}
