import type { Contract, ContractColumn, Partition } from "../../contract/Contract.ts";
import type { CsvDialect } from "../../contract/csv.ts";
import { evolvedContract } from "../../contract/evolvedContract.ts";
import { mayBeMissing } from "../../contract/mayBeMissing.ts";
import { widestVarchar } from "../../contract/widestVarchar.ts";
import { fieldDialect } from "../../convert/fieldDialect.ts";
import { columnOf } from "../columnOf.ts";
import { columnSql, ofNull } from "../sql/columnSql.ts";
import { sparkDialect } from "./sparkDialect.ts";
import { sparkIdentifier } from "./sparkIdentifier.ts";
import { sparkSettings } from "./sparkSettings.ts";
import { sparkType } from "./sparkType.ts";
import { type ZoneProbe, zoneProbes } from "./zoneProbes.ts";

/** How one column is read; SQL is over `c<position>`, the texts of the file's fields in the contract's order. */
export interface SparkColumn {
  /** In SQL and Parquet. */
  readonly name: string;
  /** In the file, and what it was called before; null of the column that keeps what the plan does not know. */
  readonly header: string | null;
  readonly formerHeaders: readonly string[];
  /** Spark SQL type. */
  readonly type: string;
  /** The value where the file lacks the column; null where it must have it. */
  readonly missing: string | null;
  /** Expressions computed once under a name, in layers: a later layer may use the names of an earlier one. */
  readonly steps: readonly Readonly<Record<string, string>>[];
  /** Of the type, where the reason is NULL. */
  readonly value: string;
  /** A reason of the closed list, or NULL. */
  readonly reason: string;
}

/** SQL over any one text: what stands before, between and behind its name. */
interface AddedColumnSql {
  readonly type: string;
  readonly value: readonly string[];
  readonly reason: readonly string[];
}

/** All that the generic Spark job knows of a dataset, in JSON. Names in SQL are snake_case. */
export interface SparkPlan {
  readonly version: 1;
  readonly dataset: string;
  /** The contract's hash. */
  readonly contract: string;
  /** What the Spark session must be set to. */
  readonly settings: Readonly<Record<string, string>>;
  /** The parts of the dialect that are not in the columns' SQL. */
  readonly source: Omit<CsvDialect, "decimal">;
  /** How a column is read that a file adds; null where none may be added. */
  readonly added: AddedColumnSql | null;
  readonly columns: readonly SparkColumn[];
  /** INTs over the columns' names, outermost first. */
  readonly partitions: readonly { readonly name: string; readonly sql: string }[];
  /** Terms of an ORDER BY over the columns' names, within a partition. */
  readonly sort: readonly string[];
  /** Names of the columns that identify a row. */
  readonly key: readonly string[];
  /** The function of `jobs/spark/transforms/` that changes rows, and the columns that it adds. */
  readonly transform: string | null;
  readonly derived: readonly { readonly name: string; readonly type: string; readonly nullable: boolean }[];
  /** The zones that local times are read in, and what the reference knows of them. */
  readonly zones: readonly { readonly zone: string; readonly probes: readonly ZoneProbe[] }[];
}

/** The contract as the Spark job reads it. Its columns mean what `valueConverter` means. */
export function sparkPlan(contract: Contract): SparkPlan {
  const { decimal: _, ...source } = contract.source;
  return {
    version: 1,
    dataset: contract.name,
    contract: contract.hash,
    settings: sparkSettings,
    source,
    columns: contract.columns.map((column, position) => sparkColumn(contract, column, position)),
    added: contract.drift.added === "evolve" ? addedSql(contract) : null,
    partitions: contract.partitions.map((partition) => partitionOf(contract, partition)),
    sort: contract.sortBy.map((key) => `${sparkIdentifier(columnOf(contract, key).name)} ASC NULLS LAST`),
    key: contract.key.map((key) => columnOf(contract, key).name),
    transform: contract.transform ?? null,
    derived: contract.derived.map(({ name, type, nullable }) => ({ name, type: sparkType(type), nullable })),
    zones: zonesOf(contract).map((zone) => ({ zone, probes: zoneProbes(zone) })),
  };
}

function sparkColumn(contract: Contract, column: ContractColumn, position: number): SparkColumn {
  return {
    name: column.name,
    header: column.header,
    formerHeaders: column.formerHeaders,
    type: sparkType(column.type),
    missing: mayBeMissing(contract, column) ? ofNull(sparkDialect, column) : null,
    ...columnSql(sparkDialect, column, fieldDialect(column, contract.source), position, `c${position}`),
  };
}

/** The SQL of any added column, cut where the text is named. */
function addedSql(contract: Contract): AddedColumnSql {
  const name = "\u0000";
  const [column] = evolvedContract(contract, [{ header: "added", name: "added" }]).columns.slice(-1);
  const { value, reason } = columnSql(sparkDialect, column as ContractColumn, contract.source, 0, name);
  return { type: sparkType(widestVarchar), value: value.split(name), reason: reason.split(name) };
}

function partitionOf(contract: Contract, { column, part, name }: Partition): SparkPlan["partitions"][number] {
  return { name, sql: `${part}(${sparkIdentifier(columnOf(contract, column).name)})` };
}

function zonesOf({ columns }: Contract): string[] {
  const zones = columns.flatMap(({ type }) => (type.kind === "timestamp" && type.zone !== "UTC" ? [type.zone] : []));
  return [...new Set(zones)];
}
