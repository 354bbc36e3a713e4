import { counted } from "../../local/cli/counted.ts";
import { assumptions } from "../cost/places.ts";
import { prices } from "../cost/prices.ts";
import { sizeText } from "../data/sizeText.ts";
import type { LandResult } from "../land/LandResult.ts";
import type { EngineProfile } from "../profile/EngineProfile.ts";
import type { Result } from "../Result.ts";
import type { ReadResult } from "../read/ReadResult.ts";
import type { TrafficResult } from "../traffic/TrafficResult.ts";
import { costTable, overtakingTable, paces, paceTable } from "./costTables.ts";
import { landSections } from "./landTables.ts";
import { profileTable } from "./profileTable.ts";
import { readSections } from "./readTables.ts";
import { resultTable, roundsOf } from "./tables.ts";
import { trafficSections } from "./trafficTables.ts";

/** What was measured: the latest of each kind and size, all on one machine. */
export interface Measurements {
  readonly results: readonly Result[];
  readonly reads: readonly ReadResult[];
  readonly land: LandResult | undefined;
  readonly profiles: { readonly duckdb?: EngineProfile | undefined; readonly spark?: EngineProfile | undefined };
  readonly traffic: TrafficResult | undefined;
}

/** docs/performance.md. */
export function performancePage({ results, reads, land, profiles, traffic }: Measurements): string {
  const bySize = results.toSorted((a, b) => a.bytes - b.bytes || a.badShare - b.badShare);
  const clean = bySize.filter(({ badShare }) => badShare === 0);
  const parts = [
    intro(bySize),
    ...bySize.map(measurement),
    shortfalls,
    ...duckdbProfile(profiles.duckdb),
    ...sparkProfile(profiles.spark),
    ...readSections(reads),
    ...landSections(land),
    ...trafficSections(traffic),
    cost(clean),
    model(clean),
  ];
  return `${parts.join("\n\n")}\n`;
}

function intro([first]: readonly Result[]): string {
  const { cpu = "", cores = 0, memoryBytes = 0 } = first?.machine ?? {};
  const versions = Object.entries(first?.versions ?? {}).map(([name, version]) => `${name} ${version}`);
  return `# Performance

Made by \`npm run bench -- page\` from bench/results/, which \`npm run bench -- run --size 100MB\` writes. Measured on ${cores}
cores (${cpu}) with ${Math.round(memoryBytes / 2 ** 30)} GiB of memory; ${versions.join(", ")}.

The file is birdstrikes.csv over and over with other days, costs, speeds and texts each time (seeded). Each contestant runs
as a process of its own, one after the other, in several rounds, each of which begins with another; the source is in the
system's cache and what the one before wrote is on disk. The figures are medians. "speed" is against what is usually
written by hand with the engine's own library: bench/spark/by_hand.py, bench/duckdb/bare.ts, bench/inline/plain.ts. Those,
and polars and pandas (bench/python), read the same columns and write them by year and month, with no check of any value, no
rejects, no order, no counts, no checksums; each says in its file what it does with a bad value. They write one output, as
the engines do here: a second region is another write for them, and for an engine an upload of the same files. A speed is
the median of those of the rounds, which differ much where others use the machine. "without session" leaves out the start of
Node, Python, the JVM and the Spark session, where a contestant tells it. One that is said to be apart was measured by a run
of its own, with \`--only\`, when the machine may have been faster or slower. Memory is what the process and its descendants
have resident together, at most. "duckdb, function of 1024 MB" is told by Lambda's variable that its function has so much
memory, by which DuckDB's buffers are sized. A size that is not here was not measured.`;
}

function measurement(result: Result): string {
  const rounds = Math.max(...result.contestants.filter(({ apart = false }) => !apart).map(roundsOf));
  const kind = result.badShare === 0 ? "clean" : `${result.badShare * 100} % of the records bad`;
  const when = `On ${result.at.slice(0, 10)}, ${counted(rounds, "round")}.`;
  const command = `npm run bench -- run --size ${result.bytes} --kind ${result.badShare === 0 ? "clean" : "bad"} --rounds ${rounds}`;
  return `## ${sizeText(result.bytes)}, ${kind}\n\n\`${command}\`\n\n${when}\n\n${resultTable(result)}`;
}

const shortfalls = `## What takes longer than by hand

duckdb frames the whole file in one thread before DuckDB begins to read: there records are numbered, and those set apart that
parsers read differently. It sorts the rows into a table, where the COPY by hand keeps none; then it writes one file a
partition, each by a statement of its own, and counts and hashes them. Where values are rejected it looks up the texts of
their records in the framed file. Framing in pieces, so that DuckDB types one while the next is framed, was tried and took
longer: rows can then not be sorted as they are typed, and to sort them later costs more than framing. A thread that frames
beside the one that reads and writes was tried: it spared framing a quarter of its time, and 1 GB less than its rounds
differ by. So was a named pipe, from which DuckDB types and sorts what is framed meanwhile: 1 GB was sorted 11.5 s after it
was opened, and by way of the file after 9.8 to 10.4 s in the same minutes, since DuckDB keeps both cores busy either way. By
\`time\`, \`sluice job\` takes 26.6 s of processor time for 1 GB, and the COPY by hand 16.0 s: were both cores always busy, that
would be 0.60x. By \`perf record\`, 13 % of the engine's go into the sorted table, half of it for statistics of texts that
DuckDB keeps of every table, and 6 % into reading it back. One COPY of the sorted rows with PARTITION_BY in place of that
table and a statement a partition typed, sorted and wrote 1 GB in 8.9 to 9.9 s, against 10.4 to 13.9 s: but into 158 to 165
files of 151 partitions, and in an order that DuckDB does not promise. inline makes an object of each row, and is as fast as
its start on small files. The steps of duckdb and Spark are below.`;

function duckdbProfile(profile: EngineProfile | undefined): string[] {
  if (profile === undefined) return [];
  return [
    `## Where duckdb's time goes

\`npm run bench -- profile --engine duckdb --size ${profile.bytes} --rounds ${profile.rounds}\`, on ${sizeText(profile.bytes)}, ${profile.rounds} rounds in a warm process. The COPY by hand reads and types in
the same pass, and casts without a test of the text; it frames, numbers, sorts and hashes nothing.

${profileTable(profile)}`,
  ];
}

function sparkProfile(profile: EngineProfile | undefined): string[] {
  if (profile === undefined) return [];
  return [
    `## Where Spark's time goes

\`npm run bench -- profile --engine spark --size ${profile.bytes} --rounds ${profile.rounds}\`, on ${sizeText(profile.bytes)}, ${profile.rounds} rounds in a warm session: each step is run into nothing, and what it takes is its time
less that of the step before it. The script by hand neither exchanges nor sorts: each of its tasks writes a file for each
month that it meets, so that it leaves many times the files.

${profileTable(profile)}`,
  ];
}

function cost(results: readonly Result[]): string {
  const { lambda, glue } = prices;
  const { functions, glueStartSeconds } = assumptions;
  return `## Costs per GB

\`\`\`
Lambda = seconds x (memory GB x ${lambda.gigabyteSecond} + disk beyond 0.5 GB x ${lambda.storageGigabyteSecond}) + ${lambda.request.toFixed(7)} a request
Glue   = max(seconds, ${glue.leastSeconds}) / 3600 x workers x 1 DPU x ${glue.dpuHour}
\`\`\`

Dollars, as of ${prices.asOf}: [Lambda](${lambda.source}), [Glue](${glue.source}). The functions have ${functions.inline.memory} MB (inline) and
${functions.duckdb.memory} MB with ${functions.duckdb.disk / 1024} GB of disk (duckdb). The conversion alone: verify, commit, requests and storage are not in it.
An empty field is a file that the engine is not given, or that would take longer than its function may. Seconds are the
model's, below; ${glueStartSeconds} of them are Glue's own start, which is not billed.

${costTable(paces(results))}`;
}

function model(results: readonly Result[]): string {
  const { glueStartSeconds, workerCores } = assumptions;
  return `## From which size Spark is faster

The model: seconds = start + bytes / (pace x cores). Start and pace are those of the line through the smallest and the
largest file above, on this machine's cores:

${paceTable(paces(results))}

It is carried over to ${workerCores} vCPUs a G.1X worker, one worker of which is the driver, and to the function's 2 vCPUs. It assumes
${glueStartSeconds} s until Glue has started the script, a vCPU there as fast as a core here, a pace that grows with the cores (the file is
\`splittable\`, or large enough in its shuffle), and a network that is no limit.

${overtakingTable(paces(results))}`;
}
