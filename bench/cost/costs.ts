import { prices } from "./prices.ts";

/** A Lambda function as it is declared; megabytes are of 2^20 bytes. */
export interface FunctionSize {
  readonly memory: number;
  readonly disk: number;
}

/** Dollars of one invocation: memory and the disk beyond 512 MB by the second, and the request. */
export function lambdaCost(seconds: number, { memory, disk }: FunctionSize): number {
  const { gigabyteSecond, request, storageGigabyteSecond } = prices.lambda;
  const storage = (Math.max(0, disk - 512) / 1024) * storageGigabyteSecond;
  return seconds * ((memory / 1024) * gigabyteSecond + storage) + request;
}

/** Dollars of one run of a Glue job on so many workers of one DPU each (G.1X). */
export function glueCost(seconds: number, workers: number): number {
  const { dpuHour, leastSeconds } = prices.glue;
  return (Math.max(seconds, leastSeconds) / 3600) * workers * dpuHour;
}
