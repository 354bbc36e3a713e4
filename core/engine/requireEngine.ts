import { type Engine, engines } from "../commit/Run.ts";
import type { Contract } from "../contract/Contract.ts";
import { SluiceError } from "../errors.ts";
import { unfitness } from "./unfitness.ts";

/**
 * Refuses an engine that cannot convert the dataset, whatever the file.
 * @throws SluiceError `engine.unfit`
 */
export function requireEngine(contract: Contract, engine: Engine): void {
  const lacking = unfitness(contract, engine);
  if (lacking === undefined) return;
  const able = engines.filter((other) => unfitness(contract, other) === undefined);
  throw new SluiceError("engine.unfit", `The engine ${engine} cannot ${lacking}`, {
    where: contract.name,
    mend: `choose ${able.join(" or ")}, or leave the choice to size and contract`,
  });
}
