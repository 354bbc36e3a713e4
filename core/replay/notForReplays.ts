import type { Engine } from "../commit/Run.ts";
import { SluiceError } from "../errors.ts";

/** The error of an engine that is to convert a replay and is not duckdb. */
export function notForReplays(engine: Engine, run: string, mend = "retry it with --engine duckdb"): SluiceError {
  return new SluiceError("replay.engine", `The engine ${engine} converts no replay`, { where: run, mend });
}
