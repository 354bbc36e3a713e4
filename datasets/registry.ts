import type { Contract } from "../core/contract/Contract.ts";
import { birdstrikes } from "./birdstrikes.ts";
import { readings } from "./readings.ts";
import { strikeTrends } from "./strikeTrends.ts";
import { trafficLocations } from "./trafficLocations.ts";
import { trafficRaw } from "./trafficRaw.ts";
import { zipcodes } from "./zipcodes.ts";

/** Every dataset that is converted as its files land, by name. Add yours here. */
export const registry: ReadonlyMap<string, Contract> = new Map(
  [birdstrikes, readings, strikeTrends, zipcodes].map((contract) => [contract.name, contract]),
);

/** Datasets whose files are queried as they land, in a catalog that a crawler fills: nothing converts them. */
export const rawDatasets: readonly Contract[] = [trafficRaw, trafficLocations];
