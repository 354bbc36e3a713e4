import { createReadStream, rmSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { layout } from "../../../core/commit/layout.ts";
import type { Engine } from "../../../core/commit/Run.ts";
import type { Contract } from "../../../core/contract/Contract.ts";
import type { ConvertFile, CountedFile } from "../../../jobs/staging/ConvertFile.ts";
import { sha256OfFile } from "../../../jobs/staging/sha256OfFile.ts";
import type { AloneFile, AloneOutcome } from "./AloneManifest.ts";

export interface InProcessJob {
  readonly contract: Contract;
  readonly input: string;
  readonly output: string;
  /** The value of `_source`. */
  readonly source: string;
  readonly engine: Exclude<Engine, "spark">;
  /** Where it aborts, this process ends. */
  readonly signal: AbortSignal;
}

/** Bytes of the input that are read at once: in pieces of Node's usual size, reading takes several times as long. */
const readSize = 1 << 20;

/**
 * Runs an engine of TypeScript in this process.
 * @throws SluiceError as the engine does
 */
export async function convertInProcess(job: InProcessJob): Promise<AloneOutcome> {
  const { contract, input, output, source: key, signal } = job;
  const convertFile = await engineOf(job.engine);
  const folder = await mkdtemp(join(output, ".work-"));
  const abandon = () => end(folder);
  signal.addEventListener("abort", abandon, { once: true });
  try {
    const since = performance.now();
    const lineage = { source: key, run: "job" };
    const { files, ...counts } = await convertFile({
      contract,
      source: async () => createReadStream(input, { highWaterMark: readSize }),
      lineage,
      folder,
    });
    const kept: AloneFile[] = [];
    for (const file of files) kept.push(await keep(file, output));
    return { ...counts, files: kept, workSeconds: (performance.now() - since) / 1000 };
  } finally {
    signal.removeEventListener("abort", abandon);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Neither engine can be stopped half-way: what it has written goes, and the process with it. */
function end(folder: string): never {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.exit(130);
}

/** Loaded where it is used: each brings a library of its own. */
async function engineOf(engine: InProcessJob["engine"]): Promise<ConvertFile> {
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
