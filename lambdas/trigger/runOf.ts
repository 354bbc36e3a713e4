import * as z from "zod";
import type { Engine, Run, SourceObject } from "../../core/commit/Run.ts";
import { runId } from "../../core/commit/runId.ts";
import { engineFor } from "../../core/engine/engineFor.ts";
import { requireEngine } from "../../core/engine/requireEngine.ts";
import { setting } from "../shared/setting.ts";
import { datasetOf } from "./datasetOf.ts";

/**
 * The first attempt at the run of an object that landed, by the engine that is asked for, or else by the one that size
 * and contract suit: the environment variables SLUICE_INLINE_MAX_BYTES and SLUICE_DUCKDB_MAX_BYTES are its limits.
 *
 * @param asked the engine that the object asks for
 * @throws SluiceError `trigger.unknown_prefix` where no dataset claims the object, `engine.unfit` where the engine that
 * it asks for cannot convert the dataset, and as `asked` does.
 */
export async function runOf(
  source: SourceObject,
  asked: (source: SourceObject) => Promise<Engine | undefined>,
): Promise<Run> {
  const claimed = datasetOf(source.key);
  const engine = (await asked(source)) ?? engineFor(claimed, source.size, limits());
  requireEngine(claimed, engine);
  const { name: dataset, hash: contract, catalog } = claimed;
  return { run: runId({ dataset, ...source, contract }), attempt: 0, dataset, contract, source, engine, catalog };
}

function limits() {
  return { inlineMaxBytes: bytes("SLUICE_INLINE_MAX_BYTES"), duckdbMaxBytes: bytes("SLUICE_DUCKDB_MAX_BYTES") };
}

function bytes(name: string): number {
  return z.coerce.number().int().nonnegative().parse(setting(name));
}
