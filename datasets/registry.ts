import type { Contract } from "../core/contract/Contract.ts";
import { birdstrikes } from "./birdstrikes.ts";
import { readings } from "./readings.ts";
import { strikeTrends } from "./strikeTrends.ts";
import { zipcodes } from "./zipcodes.ts";

/** Every dataset that is converted as its files land, by name. Add yours here. */
export const registry: ReadonlyMap<string, Contract> = new Map(
  [birdstrikes, readings, strikeTrends, zipcodes].map((contract) => [contract.name, contract]),
);
