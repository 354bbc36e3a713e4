import { type Content, layout } from "../../core/commit/layout.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { datasetPage } from "../../core/emit/datasetPage.ts";
import { duckdbRejectsSql } from "../../core/emit/duckdbRejectsSql.ts";
import { duckdbRowsSql } from "../../core/emit/duckdbRowsSql.ts";
import { duckdbSql } from "../../core/emit/duckdbSql.ts";
import { glueTable } from "../../core/emit/glueTable.ts";
import type { GlueTable } from "../../core/emit/parquetTable.ts";
import { type SparkPlan, sparkPlan } from "../../core/emit/spark/sparkPlan.ts";
import { spectrumDdl } from "../../core/emit/spectrumDdl.ts";
import { unfitness } from "../../core/engine/unfitness.ts";
import type { StateMachineDefinition } from "../../core/flow/Asl.ts";

/** All that a contract emits, and the machines that the program runs it by. */
export interface DatasetPlan {
  readonly dataset: string;
  readonly glue: Readonly<Record<Content, GlueTable>>;
  /** By region: a region's lake is a bucket of its own. */
  readonly spectrum: Readonly<Record<string, Readonly<Record<Content, string>>>>;
  /** For a file whose header is in the contract's order; null where a transform leaves the dataset to Spark. */
  readonly duckdb: Readonly<Record<"records" | Content, string>> | null;
  readonly spark: SparkPlan;
  readonly machines: readonly PlannedMachine[];
  /** Markdown. */
  readonly page: string;
}

/** A state machine as the program declares it. */
export interface PlannedMachine {
  readonly name: string;
  readonly region: string;
  readonly definition: StateMachineDefinition;
}

/**
 * What a contract emits.
 * @param lakes bucket of each region's lake
 */
export function datasetPlan(
  contract: Contract,
  lakes: Readonly<Record<string, string>>,
  machines: readonly PlannedMachine[],
): DatasetPlan {
  return {
    dataset: contract.name,
    glue: bothContents((content) => glueTable(contract, content)),
    spectrum: Object.fromEntries(
      Object.entries(lakes).map(([region, lake]) => [
        region,
        bothContents((content) => ddlOf(contract, content, lake)),
      ]),
    ),
    duckdb: unfitness(contract, "duckdb") === undefined ? duckdbOf(contract) : null,
    spark: sparkPlan(contract),
    machines,
    page: datasetPage(contract),
  };
}

function bothContents<T>(of: (content: Content) => T): Record<Content, T> {
  return { rows: of("rows"), rejects: of("rejects") };
}

function ddlOf(contract: Contract, content: Content, lake: string): string {
  return spectrumDdl(contract, content, `s3://${lake}/${layout.table(content, contract.name)}`);
}

function duckdbOf(contract: Contract): NonNullable<DatasetPlan["duckdb"]> {
  const width = contract.columns.length;
  const inOrder = contract.columns.map((_, index) => index);
  return {
    records: duckdbSql(contract, inOrder, {
      path: "prepared.csv",
      width,
      longestLine: 0,
      multiline: true,
      damaged: true,
    }),
    rows: duckdbRowsSql(contract, "records"),
    rejects: duckdbRejectsSql("rejected", "records"),
  };
}
