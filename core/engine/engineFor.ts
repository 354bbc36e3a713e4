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

/** How many bytes of CSV a byte of gzip is taken for: engines work on what the file expands to. */
const usualExpansion = 8;

/**
 * The engine that converts a source: the smallest that its size and contract suit, which is `spark` for whatever has a
 * transform and for what no single machine is to take.
 *
 * @param size bytes of the source, as it is stored
 */
export function engineFor(contract: Contract, size: number, limits: EngineLimits): Engine {
  const bytes = contract.source.compression === "gzip" ? usualExpansion * size : size;
  const suits = (engine: Engine) => unfitness(contract, engine) === undefined;
  if (bytes <= limits.inlineMaxBytes && suits("inline")) return "inline";
  return bytes <= limits.duckdbMaxBytes && suits("duckdb") ? "duckdb" : "spark";
}
