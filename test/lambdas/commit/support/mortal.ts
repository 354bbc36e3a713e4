import { S3Client } from "@aws-sdk/client-s3";
import type { RegionLake } from "../../../../jobs/lineage/lineageOf.ts";
import type { RunningHost } from "../../../local/fixtures/runningHost.ts";

/** What a process dies of; afterwards none of its calls reaches S3 any more. */
export class Death extends Error {}

/** A lake as a process reaches it that dies at one of its calls. */
export interface Mortal {
  readonly lake: RegionLake;
  /** Calls made, the last one included. */
  calls(): number;
}

export interface MortalOptions {
  readonly last: number;
  readonly moment: "before" | "after";
  /** Makes each call when it may be made. @default at once */
  readonly turn?: <T>(call: () => Promise<T>) => Promise<T>;
}

/**
 * A process that dies at its `last` call to S3: before S3 hears of it, or before its answer comes back.
 */
export function mortal(running: RunningHost, { region, bucket }: RegionLake, options: MortalOptions): Mortal {
  const { last, moment, turn = (call) => call() } = options;
  const s3 = new S3Client(running.host.clientConfig(region));
  let calls = 0;
  s3.middlewareStack.add(
    (next) => async (args) => {
      if (calls >= last) throw new Death();
      return turn(async () => {
        calls += 1;
        if (calls > last || (calls === last && moment === "before")) throw new Death();
        const mine = calls;
        const answer = await next(args);
        if (mine === last) throw new Death();
        return answer;
      });
    },
    { step: "initialize", name: "mortal" },
  );
  return { lake: { region, bucket, s3 }, calls: () => calls };
}

/** True where it ended, false where it died; any other error is thrown. */
export async function survives(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Death) return false;
    throw error;
  }
}
