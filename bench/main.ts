import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import { version as duckdbVersion } from "@duckdb/node-api";
import { Command, Option } from "commander";
import { projectFolder } from "../local/cli/folders.ts";
import { wholeNumber } from "../local/cli/wholeNumber.ts";
import { type Contestant, contestants } from "./contestants.ts";
import { byteSize } from "./data/byteSize.ts";
import { makeCsv } from "./data/makeCsv.ts";
import { sizeText } from "./data/sizeText.ts";
import { costTable, overtakingTable, paces } from "./page/costTables.ts";
import { performancePage } from "./page/performancePage.ts";
import { resultTable } from "./page/tables.ts";
import { type Result, result } from "./Result.ts";
import { runRounds } from "./runRounds.ts";

const resultsFolder = join(import.meta.dirname, "results");
const source = join(projectFolder, "node_modules/vega-datasets/data/birdstrikes.csv");

const program = new Command("bench").description(
  "Compares the engines with each other and with a hand-written Spark job.",
);

program
  .command("run", { isDefault: true })
  .description("measure files of one size or several; prints a Markdown table and writes bench/results/<size>.json")
  .option("--size <size...>", "size of the CSV: 20MB, 1GB", ["1MB", "100MB"])
  .addOption(new Option("--rounds <number>", "how often each runs").argParser(wholeNumber(1, 100)).default(3))
  .option("--only <name...>", "contestants: inline, duckdb, spark, by (hand)")
  .option("--results <folder>", "where the results are written", resultsFolder)
  .action(async ({ size, rounds, only, results }) => {
    for (const each of size) await measure(byteSize(each), rounds, only, results);
    tellCosts(readResults(results));
  });

program
  .command("page")
  .description("write docs/performance.md from bench/results/")
  .action(() => writeFileSync(join(projectFolder, "docs/performance.md"), performancePage(readResults(resultsFolder))));

/** Measures one size and keeps the result, in place of an earlier one of that size. */
async function measure(bytes: number, rounds: number, only: readonly string[] | undefined, folder: string) {
  const work = join(projectFolder, ".sluice/bench");
  const csv = join(work, `birdstrikes-${bytes}.csv`);
  await makeCsv(csv, bytes, source);
  const { all, env } = await contestants();
  const chosen = all.filter(({ name }) => only === undefined || only.some((each) => name.startsWith(each)));
  for (const { name } of chosen.filter((each) => !takes(each, bytes))) tell(`${name} is not given ${sizeText(bytes)}`);
  const outDir = mkdtempSync(join(work, "run-"));
  try {
    const able = chosen.filter((each) => takes(each, bytes));
    const found = await runRounds(able, rounds, csv, outDir, env, tell);
    const done: Result = {
      at: new Date().toISOString(),
      bytes,
      machine: machine(),
      versions: versions(),
      contestants: found,
    };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${bytes}.json`), `${JSON.stringify(done, null, 2)}\n`);
    process.stdout.write(`\n## ${sizeText(bytes)}\n\n${resultTable(done)}\n`);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

function takes({ mostBytes = Number.POSITIVE_INFINITY }: Contestant, bytes: number): boolean {
  return bytes <= mostBytes;
}

function tellCosts(results: readonly Result[]): void {
  const known = paces(results);
  process.stdout.write(
    `\n## Costs per GB\n\n${costTable(known)}\n\n## From which size Spark is faster\n\n${overtakingTable(known)}\n`,
  );
}

function readResults(folder: string): Result[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.map((name) => result.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))));
}

function machine(): Result["machine"] {
  return { cpu: cpus()[0]?.model ?? "unknown", cores: availableParallelism(), memoryBytes: totalmem() };
}

function versions(): Record<string, string> {
  const requirements = readFileSync(join(projectFolder, "jobs/spark/requirements.txt"), "utf8");
  const [, pyspark = ""] = /^pyspark==(\S+)/m.exec(requirements) ?? [];
  return { node: process.versions.node, duckdb: duckdbVersion(), spark: pyspark };
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

await program.parseAsync();
