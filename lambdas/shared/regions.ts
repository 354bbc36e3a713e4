import * as z from "zod";
import { setting } from "./setting.ts";

const region = z.object({ name: z.string().min(1), bucket: z.string().min(1) });

/** The regions that a pipeline writes to: `near` is where its main machine runs; a stack of one region has no `far`. */
const regions = z.object({ near: region, far: region.optional() });

export type RegionRole = keyof z.infer<typeof regions>;

/** Reads the environment variable SLUICE_REGIONS: each region's name and lake bucket, as JSON. */
export function regionsOfEnvironment(): z.infer<typeof regions> {
  return regions.parse(JSON.parse(setting("SLUICE_REGIONS")));
}
