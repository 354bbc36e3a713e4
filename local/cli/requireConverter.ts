import type { Engine } from "../../core/commit/Run.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { requireEngine } from "../../core/engine/requireEngine.ts";
import { findSpark } from "../python/findSpark.ts";

/**
 * Requires of an engine that it can convert the dataset, and of this machine that it has what the engine needs, before
 * anything is started.
 * @param engine undefined where size and contract choose
 * @throws SluiceError `engine.unfit`, `spark.not_set_up`
 */
export async function requireConverter(contract: Contract, engine: Engine | undefined): Promise<void> {
  if (engine !== undefined) requireEngine(contract, engine);
  if (engine === "spark" || contract.transform !== undefined) await findSpark();
}
