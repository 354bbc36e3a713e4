import type { StateMachineDefinition } from "../../../core/flow/Asl.ts";
import { machineSpecs } from "../../program/specs/machineSpecs.ts";
import { type DatasetPlan, datasetPlan } from "../datasetPlan.ts";
import { projectFolder } from "../folders.ts";
import { requireDataset } from "../requireDataset.ts";
import { stackProgram } from "../stackProgram.ts";

/**
 * Prints all that a dataset's contract emits: catalog tables, Spectrum DDL, the engines' SQL and plan, its page, and the
 * machines that the stack's program declares.
 * @throws SluiceError `cli.unknown_dataset`
 */
export async function plan(dataset: string, options: { stack: string; json?: boolean }): Promise<void> {
  const contract = requireDataset(dataset);
  const graph = await stackProgram(projectFolder, options.stack);
  const lakes = (graph.outputs.lakes ?? {}) as Readonly<Record<string, string>>;
  const machines = machineSpecs(graph).map(({ name, region, definition }) => ({
    name,
    region,
    definition: JSON.parse(definition) as StateMachineDefinition,
  }));
  const told = datasetPlan(contract, lakes, machines);
  const text = options.json ? JSON.stringify(told, null, 2) : formatPlan(told);
  process.stdout.write(`${text}\n`);
}

function duckdbSections({ records, rows, rejects }: NonNullable<DatasetPlan["duckdb"]>): [string, string][] {
  return [
    ["DuckDB SQL: the records, typed", `${records};`],
    ["DuckDB SQL: rows among them", `${rows};`],
    ["DuckDB SQL: rejects among them", `${rejects};`],
  ];
}

function formatPlan(told: DatasetPlan): string {
  const json = (value: unknown) => JSON.stringify(value, null, 2);
  const sections: (readonly [heading: string, text: string])[] = [
    [`Glue table ${told.glue.rows.name}`, json(told.glue.rows)],
    [`Glue table ${told.glue.rejects.name}`, json(told.glue.rejects)],
    ...Object.entries(told.spectrum).map(
      ([region, { rows, rejects }]) => [`Spectrum DDL in ${region}`, `${rows};\n\n${rejects};`] as const,
    ),
    ...(told.duckdb === null ? [] : duckdbSections(told.duckdb)),
    ["Plan of the Spark job", json(told.spark)],
    ...told.machines.map(
      ({ name, region, definition }) => [`State machine ${name} in ${region}`, json(definition)] as const,
    ),
    [`Page of ${told.dataset} (Markdown)`, told.page],
  ];
  return sections.map(([heading, text]) => `──── ${heading} ────\n\n${text}\n`).join("\n");
}
