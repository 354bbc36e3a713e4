import type { Engine } from "../commit/Run.ts";
import type { Contract } from "../contract/Contract.ts";
import { unfitness } from "./unfitness.ts";

/** The largest sources, in bytes, that the engines of one function are offered. */
export interface EngineLimits {
  /** 0 offers `inline` none but an empty one. */
  readonly inlineMaxBytes: number;
  /** 0 offers `duckdb` none but an empty one. */
  readonly duckdbMaxBytes: number;
}

/**
 * The engine that converts a source: the smallest that its size and contract suit, which is `spark` for whatever has a
 * transform and for what no single machine is to take.
 *
 * @param size bytes of the source
 */
export function engineFor(contract: Contract, size: number, limits: EngineLimits): Engine {
  const suits = (engine: Engine) => unfitness(contract, engine) === undefined;
  if (size <= limits.inlineMaxBytes && suits("inline")) return "inline";
  return size <= limits.duckdbMaxBytes && suits("duckdb") ? "duckdb" : "spark";
}
