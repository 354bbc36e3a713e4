import { describe, expect, it } from "vitest";
import { datasetPage } from "../../../core/emit/datasetPage.ts";
import { glueTable } from "../../../core/emit/glueTable.ts";
import { readings } from "../../../datasets/readings.ts";
import { registry } from "../../../datasets/registry.ts";
import { plan } from "../../../local/cli/commands/plan.ts";
import { projectFolder } from "../../../local/cli/folders.ts";
import { stackProgram } from "../../../local/cli/stackProgram.ts";
import { machineSpecs } from "../../../local/program/specs/machineSpecs.ts";
import { capturedOutput } from "./capturedOutput.ts";

const output = capturedOutput();

describe("sluice plan", () => {
  it("prints a section for each thing that the contract emits, and for each machine of the program", async () => {
    await plan("readings", { stack: "dev" });
    const sections = [...output.text.matchAll(/^──── (.*) ────$/gm)].map(([, heading]) => heading);
    expect(sections.filter((heading) => !heading?.startsWith("State machine "))).toEqual([
      "Glue table readings",
      "Glue table readings_rejects",
      "Spectrum DDL in eu-west-1",
      "Spectrum DDL in us-east-1",
      "DuckDB SQL: the records, typed",
      "DuckDB SQL: rows among them",
      "DuckDB SQL: rejects among them",
      "Plan of the Spark job",
      "Page of readings (Markdown)",
    ]);
    expect(sections.filter((heading) => heading?.startsWith("State machine csv-lake")).length).toBeGreaterThan(1);
    expect(output.text).toContain(datasetPage(readings));
    expect(output.text).toMatch(/^LOCATION 's3:\/\/csv-lake-far-lake-.*\/rejects\/readings\/';$/m);
  });

  it("prints the same as JSON: tables, DDL by region, SQL, the machines' definitions, and the page", async () => {
    await plan("readings", { stack: "dev", json: true });
    const told = JSON.parse(output.text);
    expect(Object.keys(told)).toEqual(["dataset", "glue", "spectrum", "duckdb", "spark", "machines", "page"]);
    expect(told.glue.rows).toEqual(glueTable(readings, "rows"));
    const graph = await stackProgram(projectFolder, "dev");
    const lakes = graph.outputs.lakes as Record<string, string>;
    for (const [region, lake] of Object.entries(lakes)) {
      expect(told.spectrum[region].rows).toContain(`LOCATION 's3://${lake}/rows/readings/'`);
    }
    expect(Object.keys(told.spectrum)).toEqual(Object.keys(lakes));
    expect(told.machines).toEqual(
      machineSpecs(graph).map(({ name, region, definition }) => ({ name, region, definition: JSON.parse(definition) })),
    );
  });

  it("has no DuckDB SQL of a dataset whose transform Spark alone runs, and the plan that names it", async () => {
    await plan("strike_trends", { stack: "dev", json: true });
    const { duckdb, spark } = JSON.parse(output.text);
    expect({ duckdb, transform: spark.transform }).toEqual({ duckdb: null, transform: "strike_trends" });
    output.text = "";
    await plan("strike_trends", { stack: "dev" });
    expect(output.text).not.toContain("──── DuckDB SQL");
    expect(output.text).toContain("──── Plan of the Spark job ────");
  });

  it("refuses a dataset that there is not, naming those that there are", async () => {
    await expect(plan("nothing", { stack: "dev" })).rejects.toMatchObject({
      code: "cli.unknown_dataset",
      mend: `name one of ${[...registry.keys()].join(", ")}`,
    });
    expect(output.text).toBe("");
  });
});
