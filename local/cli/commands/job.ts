import { resolve } from "node:path";
import type { Engine } from "../../../core/commit/Run.ts";
import { SluiceError } from "../../../core/errors.ts";
import { convertAlone } from "../job/convertAlone.ts";
import { requireDataset } from "../requireDataset.ts";
import { requireFile } from "../requireFile.ts";

export interface JobOptions {
  readonly dataset: string;
  readonly input: string;
  readonly output: string;
  readonly engine: Engine;
  readonly json?: boolean;
}

/**
 * Runs a job alone, with no pipeline and no host.
 * @param name `convert`
 * @throws SluiceError `cli.unknown_job`, `cli.unknown_dataset`, `cli.no_such_file`, and as `convertAlone` does
 */
export async function job(name: string, { dataset, input, output, engine, json = false }: JobOptions): Promise<void> {
  if (name !== "convert") {
    throw new SluiceError("cli.unknown_job", `There is no job ${JSON.stringify(name)}`, { mend: "name convert" });
  }
  const contract = requireDataset(dataset);
  await requireFile(input);
  const manifest = await convertAlone({ contract, input: resolve(input), output: resolve(output), engine });
  const { read, written, rejected, reasons, duplicateKeys, files } = manifest;
  const why = Object.entries(reasons).map(([reason, count]) => `\n  ${reason} ${count}`);
  const text = [
    `${read} records read, ${written} rows written, ${rejected} rejected, by ${engine}${why.join("")}`,
    ...(duplicateKeys === 0 ? [] : [`${duplicateKeys} rows share their key with another`]),
    `${files.length} Parquet files and manifest.json in ${output}`,
  ];
  process.stdout.write(`${json ? JSON.stringify(manifest, null, 2) : text.join("\n")}\n`);
}
