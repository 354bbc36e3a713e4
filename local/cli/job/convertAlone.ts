import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { layout } from "../../../core/commit/layout.ts";
import type { Engine } from "../../../core/commit/Run.ts";
import type { Contract } from "../../../core/contract/Contract.ts";
import { SluiceError } from "../../../core/errors.ts";
import type { ConvertedFile, ConvertFile, CountedFile } from "../../../jobs/staging/ConvertFile.ts";
import { sha256OfFile } from "../../../jobs/staging/sha256OfFile.ts";

export interface ConvertAlone {
  readonly contract: Contract;
  readonly input: string;
  /** New or empty. */
  readonly output: string;
  readonly engine: Engine;
}

/** What came of a file: `manifest.json` in the folder. */
export interface AloneManifest extends Omit<ConvertedFile, "files"> {
  readonly dataset: string;
  /** Hash of the contract. */
  readonly contract: string;
  readonly engine: Engine;
  readonly input: string;
  readonly files: readonly AloneFile[];
}

/** A Parquet file, by its path in the folder. */
export interface AloneFile {
  readonly path: string;
  readonly content: "rows" | "rejects";
  readonly rows: number;
  readonly bytes: number;
  /** SHA-256, base64. */
  readonly sha256: string;
}

/**
 * Converts a file as a run would, with no pipeline: writes `rows/<partition>/0.parquet`, `rejects/0.parquet` and
 * `manifest.json`. The lineage columns name the file, and the run `job`.
 * @throws SluiceError `cli.folder_not_empty`, and as the engine does
 */
export async function convertAlone({ contract, input, output, engine }: ConvertAlone): Promise<AloneManifest> {
  await requireEmpty(output);
  const convertFile = await engineOf(engine);
  const folder = await mkdtemp(join(output, ".work-"));
  try {
    const lineage = { source: `${contract.name}/${basename(input)}`, run: "job" };
    const source = async () => createReadStream(input);
    const { files, ...counts } = await convertFile({ contract, source, lineage, folder });
    const kept: AloneFile[] = [];
    for (const file of files) kept.push(await keep(file, output));
    const about = { dataset: contract.name, contract: contract.hash, engine, input };
    const manifest = { ...about, ...counts, files: kept };
    await writeFile(join(output, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function requireEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length === 0) return;
  throw new SluiceError("cli.folder_not_empty", "The folder holds something already", {
    where: folder,
    mend: "give --output a new folder",
  });
}

/** Loaded where it is used: each brings a library of its own. */
async function engineOf(engine: Engine): Promise<ConvertFile> {
  const module =
    engine === "inline" ? import("../../../jobs/inline/convertFile.ts") : import("../../../jobs/duckdb/convertFile.ts");
  return (await module).convertFile;
}

async function keep({ path: made, place, rows }: CountedFile, output: string): Promise<AloneFile> {
  const path = layout.file(place);
  await mkdir(dirname(join(output, path)), { recursive: true });
  await rename(made, join(output, path));
  const { size: bytes } = await stat(join(output, path));
  return { path, content: place.content, rows, bytes, sha256: await sha256OfFile(join(output, path)) };
}
