import type fc from "fast-check";
import type { Contract } from "../../../core/contract/Contract.ts";
import { anyContract } from "./anyContract.ts";
import { fileOf, type Records } from "./fileOf.ts";

/** A contract, and a file that lands under it. */
export interface Case {
  readonly contract: Contract;
  readonly bytes: Uint8Array;
}

/** Any contract with a dirty file of it. */
export function anyCase(records?: Records): fc.Arbitrary<Case> {
  return anyContract().chain((contract) => fileOf(contract, records).map((bytes) => ({ contract, bytes })));
}
