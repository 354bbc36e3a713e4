import type { Contract } from "../core/contract/Contract.ts";
import { trafficLocations } from "./trafficLocations.ts";
import { trafficRaw } from "./trafficRaw.ts";

/** Datasets whose files are queried as they land, in a catalog that a crawler fills: nothing converts them. */
export const rawDatasets: readonly Contract[] = [trafficRaw, trafficLocations];
