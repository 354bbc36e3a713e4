import { createReadStream } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { GlueClient } from "@aws-sdk/client-glue";
import { S3Client } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { Upload } from "@aws-sdk/lib-storage";
import { inParallel } from "../../../../core/inParallel.ts";
import { spanOf } from "../../../../jobs/traffic/generator/spanOf.ts";
import { writeTraffic } from "../../../../jobs/traffic/generator/writeTraffic.ts";
import { type Host, startHost } from "../../../../local/host/startHost.ts";
import type { TrafficInput } from "../../../../stacks/traffic/flow.ts";
import { hurriedClock } from "../../faults/support/hurriedClock.ts";
import { loadedProgram } from "../../faults/support/loadedProgram.ts";

/** The traffic pipeline on a host of its own, with waits that take no time. */
export interface TrafficHost {
  readonly host: Host;
  /** Where its state is, in `state/`. */
  readonly folder: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly s3: S3Client;
  readonly glue: GlueClient;
  /** Generates raw files of these local days, and uploads them. */
  deliver(from: string, days: number, points: number): Promise<number>;
  /** Starts an execution and waits for its end. */
  run(input: TrafficInput, name?: string): Promise<Ended>;
  close(): Promise<void>;
}

export interface Ended {
  readonly executionArn: string;
  readonly name: string;
  readonly status: string;
  readonly output: unknown;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

export async function trafficHost(): Promise<TrafficHost> {
  const graph = await loadedProgram({ "sluice:pipelines": '["traffic"]' });
  const folder = await mkdtemp(join(tmpdir(), "sluice-traffic-"));
  const host = await startHost({ graph, stateDir: join(folder, "state"), clock: hurriedClock });
  const outputs = graph.outputs as Readonly<Record<string, string>>;
  const config = host.clientConfig("eu-west-1");
  const [s3, glue, sfn] = [
    new S3Client({ ...config, forcePathStyle: true }),
    new GlueClient(config),
    new SFNClient(config),
  ];
  return {
    ...{ host, outputs, s3, glue, folder },
    async deliver(from, days, points) {
      const raw = join(folder, "raw");
      const { records } = await writeTraffic({
        ...spanOf({ from, days, zone: "Europe/Brussels" }),
        folder: raw,
        points,
      });
      const files = (await readdir(raw, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
      await inParallel(files, 8, async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        const Body = createReadStream(path);
        const params = { Bucket: outputs.trafficRawBucket ?? "", Key: relative(raw, path), Body };
        await new Upload({ client: s3, params }).done();
      });
      await rm(raw, { recursive: true });
      return records;
    },
    async run(input, name) {
      const started = await sfn.send(
        new StartExecutionCommand({
          stateMachineArn: outputs.trafficMachine,
          input: JSON.stringify(input),
          ...(name === undefined ? {} : { name }),
        }),
      );
      return await ended(sfn, started.executionArn ?? "");
    },
    async close() {
      for (const client of [s3, glue, sfn]) client.destroy();
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ended(sfn: SFNClient, executionArn: string): Promise<Ended> {
  for (;;) {
    const found = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (found.status !== "RUNNING") {
      const { name = "", status = "", error, cause } = found;
      return { executionArn, name, status, output: JSON.parse(found.output ?? "null"), error, cause };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
