import { basename } from "node:path";
import type { Contract } from "../../core/contract/Contract.ts";
import { SluiceError } from "../../core/errors.ts";
import { registry } from "../../datasets/registry.ts";

/**
 * The dataset of a file on disk: the one asked for, or the one that the file's name begins with (`readings-dirty.csv`
 * is of `readings`).
 * @throws SluiceError `cli.unknown_dataset` listing the datasets that there are.
 */
export function datasetOfFile(file: string, asked: string | undefined): Contract {
  const name = basename(file);
  const named = [...registry.values()]
    .filter((contract) => new RegExp(`^${contract.name}([^a-z0-9]|$)`).test(name))
    .sort((a, b) => b.name.length - a.name.length)[0];
  const found = asked === undefined ? named : registry.get(asked);
  if (found) return found;
  const what = asked === undefined ? `No dataset is named like the file "${name}"` : `There is no dataset "${asked}"`;
  throw new SluiceError("cli.unknown_dataset", what, { mend: `give --dataset ${[...registry.keys()].join(" or ")}` });
}
