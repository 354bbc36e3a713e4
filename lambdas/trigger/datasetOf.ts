import type { Contract } from "../../core/contract/Contract.ts";
import { SluiceError } from "../../core/errors.ts";
import { registry } from "../../datasets/registry.ts";

/**
 * The contract that a landed key belongs to: the one named as its first folder.
 * @throws SluiceError `trigger.unknown_prefix` where no dataset claims the key.
 */
export function datasetOf(key: string): Contract {
  const [prefix, ...rest] = key.split("/");
  const contract = rest.length > 0 ? registry.get(prefix ?? "") : undefined;
  if (contract) return contract;
  throw new SluiceError("trigger.unknown_prefix", `No dataset claims the object ${JSON.stringify(key)}`, {
    mend: `upload it again under one of ${[...registry.keys()].map((name) => `${name}/`).join(", ")}`,
  });
}
