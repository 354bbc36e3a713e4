import { resolve } from "node:path";
import type { Engine } from "../../../core/commit/Run.ts";
import type { Contract } from "../../../core/contract/Contract.ts";
import { SluiceError } from "../../../core/errors.ts";
import { exitCodes } from "../exitCodes.ts";
import type { AloneManifest } from "../job/AloneManifest.ts";
import { convertAlone } from "../job/convertAlone.ts";
import { jobLine } from "../jobLine.ts";
import { interruption } from "../query/interruption.ts";
import { requireDataset } from "../requireDataset.ts";
import { requireFile } from "../requireFile.ts";

export interface JobOptions {
  readonly dataset: string;
  readonly input: string;
  readonly output: string;
  /** @default duckdb, or spark for a dataset with a transform */
  readonly engine?: Engine;
  readonly json?: boolean;
}

const name = "csv-to-parquet";

/**
 * Runs a job alone, with no pipeline and no host, until it ends or is interrupted (Ctrl-C).
 * @param given `csv-to-parquet`
 * @throws SluiceError `cli.unknown_job`, `cli.unknown_dataset`, `cli.no_such_file`, and as `convertAlone` does
 */
export async function job(given: string, options: JobOptions): Promise<void> {
  if (given !== name) {
    throw new SluiceError("cli.unknown_job", `There is no job ${JSON.stringify(given)}`, { mend: `name ${name}` });
  }
  const { dataset, input, output, json = false } = options;
  const contract = requireDataset(dataset);
  await requireFile(input);
  const engine = options.engine ?? usual(contract);
  using interrupted = interruption();
  const { signal } = interrupted;
  const tell = (line: string) => (json ? undefined : show(line));
  const done = await convertAlone({
    contract,
    input: resolve(input),
    output: resolve(output),
    engine,
    signal,
    tell,
  }).catch(unlessAborted(signal));
  if (done === undefined) return;
  process.stdout.write(`${json ? JSON.stringify(done, null, 2) : text(done, output)}\n`);
}

function usual({ transform }: Contract): Engine {
  return transform === undefined ? "duckdb" : "spark";
}

function show(line: string): void {
  const short = jobLine(line, "output");
  if (short !== undefined) process.stderr.write(`${short}\n`);
}

/** Who interrupts needs no message. */
function unlessAborted(signal: AbortSignal): (error: unknown) => undefined {
  return (error) => {
    if (!signal.aborted) throw error;
    process.exitCode = exitCodes.runFailed.code;
  };
}

function text(manifest: AloneManifest, output: string): string {
  const { engine, read, written, rejected, reasons, duplicateKeys, files } = manifest;
  const why = Object.entries(reasons).map(([reason, count]) => `\n  ${reason} ${count}`);
  return [
    `${read} records read, ${written} rows written, ${rejected} rejected, by ${engine}${why.join("")}`,
    ...(duplicateKeys === 0 ? [] : [`${duplicateKeys} rows share their key with another`]),
    `${files.length} Parquet files and manifest.json in ${output}`,
  ].join("\n");
}
