import { mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Engine } from "../../../core/commit/Run.ts";
import type { Contract } from "../../../core/contract/Contract.ts";
import { requireEngine } from "../../../core/engine/requireEngine.ts";
import { SluiceError } from "../../../core/errors.ts";
import type { AloneManifest, AloneOutcome } from "./AloneManifest.ts";
import { convertInProcess } from "./convertInProcess.ts";

export interface ConvertAlone {
  readonly contract: Contract;
  readonly input: string;
  /** New or empty. */
  readonly output: string;
  readonly engine: Engine;
  /** Ends the conversion where it aborts. */
  readonly signal: AbortSignal;
  /** Takes each line of the log, where the engine keeps one. */
  readonly tell: (line: string) => void;
}

/**
 * Converts a file as a run would, with no pipeline: writes `rows/<partition>/<part>.parquet`, `rejects/<part>.parquet` and
 * `manifest.json`. The lineage columns name the file, and the run `job`.
 * @throws SluiceError `engine.unfit`, `cli.folder_not_empty`, and as the engine does
 */
export async function convertAlone(job: ConvertAlone): Promise<AloneManifest> {
  const { contract, input, output, engine } = job;
  requireEngine(contract, engine);
  await requireEmpty(output);
  const outcome = await convertBy(engine, { ...job, source: `${contract.name}/${basename(input)}` });
  const manifest = { dataset: contract.name, contract: contract.hash, engine, input, ...outcome };
  await writeFile(join(output, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** Spark's way is loaded where it is gone alone. */
async function convertBy(engine: Engine, job: ConvertAlone & { readonly source: string }): Promise<AloneOutcome> {
  if (engine !== "spark") return await convertInProcess({ ...job, engine });
  return await (await import("./convertBySpark.ts")).convertBySpark(job);
}

async function requireEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length === 0) return;
  throw new SluiceError("cli.folder_not_empty", "The folder holds something already", {
    where: folder,
    mend: "give --output a new folder",
  });
}
