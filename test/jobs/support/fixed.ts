import type { Contract } from "../../../core/contract/Contract.ts";
import type { Case } from "./anyCase.ts";

/** A case that has a name. */
export interface FixedCase extends Case {
  readonly name: string;
}

/** A file of these lines. */
export function fixed(name: string, contract: Contract, ...lines: readonly string[]): FixedCase {
  return { name, contract, bytes: Buffer.from(lines.map((line) => `${line}\n`).join("")) };
}
