import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { version as duckdbVersion } from "@duckdb/node-api";
import { Command, Option } from "commander";
import type { ZodType } from "zod";
import { projectFolder } from "../local/cli/folders.ts";
import { wholeNumber } from "../local/cli/wholeNumber.ts";
import { type Contestant, contestants } from "./contestants.ts";
import { byteSize } from "./data/byteSize.ts";
import { makeCsv } from "./data/makeCsv.ts";
import { sizeText } from "./data/sizeText.ts";
import { landResult } from "./land/LandResult.ts";
import { landFiles } from "./land/landFiles.ts";
import { measureLandings } from "./land/measureLandings.ts";
import { costTable, overtakingTable, paces } from "./page/costTables.ts";
import { landTables } from "./page/landTables.ts";
import { performancePage } from "./page/performancePage.ts";
import { profileTable } from "./page/profileTable.ts";
import { readTables } from "./page/readTables.ts";
import { resultTable } from "./page/tables.ts";
import { trafficTable } from "./page/trafficTables.ts";
import { type EngineProfile, engineProfile } from "./profile/EngineProfile.ts";
import { profileDuckdb } from "./profile/profileDuckdb.ts";
import { profileSpark } from "./profile/profileSpark.ts";
import { type Result, result } from "./Result.ts";
import { measureRead } from "./read/measureRead.ts";
import { readResult } from "./read/ReadResult.ts";
import { runRounds } from "./runRounds.ts";
import { setUpContestants } from "./setUpContestants.ts";
import { someContestant } from "./someContestant.ts";
import { measureTraffic, type TrafficOptions } from "./traffic/measureTraffic.ts";
import { trafficEngines, trafficResult } from "./traffic/TrafficResult.ts";

const resultsFolder = join(import.meta.dirname, "results");
const profileFile = (engine: ProfiledEngine) => join(resultsFolder, `${engine}-profile.json`);
const landedFile = join(resultsFolder, "land.json");
const trafficFile = join(resultsFolder, "traffic.json");
const work = join(projectFolder, ".sluice/bench");
const source = join(projectFolder, "node_modules/vega-datasets/data/birdstrikes.csv");

/** Shares of records that the contract rejects, by what a file of them is called. */
const kinds = { clean: 0, bad: 0.001 } as const;
type Kind = keyof typeof kinds;

const profilers = { duckdb: profileDuckdb, spark: profileSpark };
type ProfiledEngine = keyof typeof profilers;

const program = new Command("bench").description(
  "Compares the engines with each other and with what is written by hand.",
);

program
  .command("run", { isDefault: true })
  .description(
    "measure files of one size or several; prints a Markdown table and writes bench/results/<size>-<kind>.json",
  )
  .option("--size <size...>", "size of the CSV: 20MB, 1GB", ["1MB", "100MB"])
  .addOption(new Option("--rounds <number>", "how often each runs").argParser(wholeNumber(1, 100)).default(3))
  .addOption(
    new Option("--kind <kind...>", "of files; of bad ones, 1 record in 1000 is rejected")
      .choices(Object.keys(kinds))
      .default(["clean"]),
  )
  .addOption(
    new Option(
      "--only <name...>",
      "contestants, by the beginnings of their names: inline, duckdb, spark, Spark, DuckDB, polars",
    ).argParser(someContestant),
  )
  .option("--results <folder>", "where the results are written", resultsFolder)
  .action(async ({ size, rounds, kind, only, results }) => {
    for (const each of size) {
      for (const one of kind) await measure(byteSize(each), one as Kind, rounds, only, results);
    }
    tellCosts(readResults(results));
  });

program
  .command("profile")
  .description("measure where an engine's time goes; writes bench/results/<engine>-profile.json")
  .addOption(new Option("--engine <name...>", "which").choices(Object.keys(profilers)).default(Object.keys(profilers)))
  .option("--size <size>", "size of the CSV", "100MB")
  .addOption(new Option("--rounds <number>", "how often each step runs").argParser(wholeNumber(1, 100)).default(3))
  .action(async ({ engine, size, rounds }) => {
    for (const each of engine as ProfiledEngine[]) await profile(each, byteSize(size), rounds);
  });

program
  .command("read")
  .description("measure reading the Parquet that each engine writes of a file; writes bench/results/<size>-read.json")
  .option("--size <size...>", "size of the CSV", ["1MB", "100MB"])
  .addOption(new Option("--rounds <number>", "how often each is read").argParser(wholeNumber(1, 100)).default(5))
  .action(async ({ size, rounds }) => {
    for (const each of size) await compareReading(byteSize(each), rounds);
  });

program
  .command("land")
  .description("measure landing files on a local host, until the warehouses answer; writes bench/results/land.json")
  .option("--size <size>", "size of each CSV", "1MB")
  .addOption(new Option("--rounds <number>", "landings on the warm host").argParser(wholeNumber(1, 100)).default(5))
  .action(async ({ size, rounds }) => await compareLandings(byteSize(size), rounds));

program
  .command("traffic")
  .description("measure the traffic pipeline on a local host beside its query alone; writes bench/results/traffic.json")
  .addOption(
    new Option("--engine <name...>", "what runs the transform").choices(trafficEngines).default([...trafficEngines]),
  )
  .option("--days <number...>", "how many days an execution is asked for", ["1", "4"])
  .addOption(new Option("--points <number>", "measuring points").argParser(wholeNumber(1, 100_000)).default(4_600))
  .addOption(new Option("--rounds <number>", "how often each").argParser(wholeNumber(1, 100)).default(1))
  .action(async ({ engine, days, points, rounds }) => {
    const counts = (days as string[]).map((each) => wholeNumber(1, 4)(each));
    await compareTraffic({ engines: engine, days: counts, points, rounds });
  });

program
  .command("page")
  .description("write docs/performance.md from bench/results/")
  .action(() => {
    const all = {
      results: readResults(resultsFolder),
      reads: readAll(resultsFolder, /^\d+-read[.]json$/, readResult),
      land: readIfThere(landedFile, landResult),
      profiles: {
        duckdb: readIfThere(profileFile("duckdb"), engineProfile),
        spark: readIfThere(profileFile("spark"), engineProfile),
      },
      traffic: readIfThere(trafficFile, trafficResult),
    };
    writeFileSync(join(projectFolder, "docs/performance.md"), performancePage(all));
  });

async function csvOf(bytes: number, kind: Kind): Promise<string> {
  const csv = join(work, `birdstrikes-${bytes}-${kind}.csv`);
  await makeCsv(csv, bytes, source, { badShare: kinds[kind] });
  return csv;
}

/** Measures files of one size and kind and keeps the result, beside earlier ones of contestants that are not run now. */
async function measure(bytes: number, kind: Kind, rounds: number, only: readonly string[] | undefined, folder: string) {
  const csv = await csvOf(bytes, kind);
  const chosen = contestants.filter(({ name }) => only === undefined || only.some((each) => name.startsWith(each)));
  for (const { name } of chosen.filter((each) => !takes(each, bytes, kind))) {
    tell(`${name} is not given ${sizeText(bytes)}, ${kind}`);
  }
  const outDir = mkdtempSync(join(work, "run-"));
  try {
    const able = chosen.filter((each) => takes(each, bytes, kind));
    const env = await setUpContestants(able, tell);
    const found = await runRounds(able, rounds, csv, outDir, env, tell);
    const file = join(folder, `${bytes}-${kind}.json`);
    const earlier = readIfThere(file, result)?.contestants ?? [];
    const others = earlier.filter(({ name }) => !able.some((each) => each.name === name));
    const kept = others.map((each) => ({ ...each, apart: true }));
    const done: Result = {
      at: new Date().toISOString(),
      bytes,
      badShare: kinds[kind],
      machine: machine(),
      versions: versions(),
      contestants: contestants.flatMap(({ name }) => [...found, ...kept].filter((each) => each.name === name)),
    };
    writeJson(file, done);
    process.stdout.write(`\n## ${sizeText(bytes)}, ${kind}\n\n${resultTable(done)}\n`);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

async function compareReading(bytes: number, rounds: number) {
  const engines = contestants.filter(
    (each) => ["inline", "duckdb", "spark"].includes(each.name) && takes(each, bytes, "clean"),
  );
  const env = await setUpContestants(engines, tell);
  const workDir = mkdtempSync(join(work, "read-"));
  try {
    const source = await csvOf(bytes, "clean");
    const found = await measureRead(engines, { source, bytes, rounds, workDir, env, tell });
    writeJson(join(resultsFolder, `${bytes}-read.json`), found);
    process.stdout.write(`\n## Reading what came of ${sizeText(bytes)}\n\n${readTables(found)}\n`);
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

async function compareLandings(bytes: number, rounds: number) {
  const folder = mkdtempSync(join(work, "land-"));
  try {
    const files = await landFiles(folder, bytes, rounds);
    const found = await measureLandings(files, { bytes, stateDir: join(folder, "state"), tell });
    writeJson(landedFile, found);
    process.stdout.write(`\n## Land to queryable\n\n${landTables(found)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function profile(engine: ProfiledEngine, bytes: number, rounds: number) {
  const steps = await profilers[engine](await csvOf(bytes, "clean"), rounds);
  const found: EngineProfile = { at: new Date().toISOString(), bytes, rounds, steps };
  writeJson(profileFile(engine), found);
  process.stdout.write(`\n## ${engine}\n\n${profileTable(found)}\n`);
}

async function compareTraffic(options: Omit<TrafficOptions, "workDir" | "tell">) {
  mkdirSync(work, { recursive: true });
  const workDir = mkdtempSync(join(work, "traffic-"));
  try {
    const found = await measureTraffic({ ...options, workDir, tell });
    writeJson(trafficFile, found);
    process.stdout.write(`\n## Traffic\n\n${trafficTable(found)}\n`);
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

function takes(contestant: Contestant, bytes: number, kind: Kind): boolean {
  const { leastBytes = 0, mostBytes = Number.POSITIVE_INFINITY, takesBad = true } = contestant;
  return leastBytes <= bytes && bytes <= mostBytes && (takesBad || kind === "clean");
}

function tellCosts(results: readonly Result[]): void {
  const known = paces(results);
  process.stdout.write(
    `\n## Costs per GB\n\n${costTable(known)}\n\n## From which size Spark is faster\n\n${overtakingTable(known)}\n`,
  );
}

function readResults(folder: string): Result[] {
  return readAll(folder, /^\d+-(clean|bad)[.]json$/, result);
}

function readAll<T>(folder: string, names: RegExp, schema: ZodType<T>): T[] {
  const files = readdirSync(folder).filter((name) => names.test(name));
  return files.map((name) => schema.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))));
}

function readIfThere<T>(file: string, schema: ZodType<T>): T | undefined {
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}

function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
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
