import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { GlueClient, type PartitionValueList } from "@aws-sdk/client-glue";
import { afterEach, describe, expect, it } from "vitest";
import { hourColumns } from "../../../lambdas/plan-days/hourColumns.ts";

type Answer = (asked: readonly PartitionValueList[]) => {
  readonly found: readonly PartitionValueList[];
  readonly left: readonly PartitionValueList[];
};

let server: Server | undefined;
afterEach(() => server?.close());

/** Asks a Glue that answers so; gives the hours that were found, and how many were asked for in each call. */
async function asked(hours: readonly Date[], answer: Answer): Promise<{ found: number[]; calls: number[] }> {
  const calls: number[] = [];
  server = createServer(async (request, response) => {
    const { PartitionsToGet } = JSON.parse(await text(request)) as { PartitionsToGet: PartitionValueList[] };
    calls.push(PartitionsToGet.length);
    const { found, left } = answer(PartitionsToGet);
    const Partitions = found.map(({ Values }) => ({ Values, StorageDescriptor: { Columns: [{ Name: "a" }] } }));
    response.setHeader("content-type", "application/x-amz-json-1.1");
    response.end(JSON.stringify({ Partitions, UnprocessedKeys: left }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const glue = new GlueClient({ endpoint, region: "eu-west-1", credentials });
  const columns = await hourColumns(glue, "raw", hours);
  glue.destroy();
  return { found: columns.map(({ hour }) => hours.indexOf(hour)), calls };
}

const hoursFrom = (count: number) =>
  Array.from({ length: count }, (_, index) => new Date(Date.UTC(2024, 0, 1) + index * 3_600_000));

describe("the columns of hours", () => {
  it("are asked for a thousand at a time", async () => {
    const { found, calls } = await asked(hoursFrom(2100), (wanted) => ({ found: wanted, left: [] }));
    expect(calls).toEqual([1000, 1000, 100]);
    expect(found).toEqual(hoursFrom(2100).map((_, index) => index));
  });

  it("are asked for again where Glue had no time for them, until all have come", async () => {
    const { found, calls } = await asked(hoursFrom(10), (wanted) => ({
      found: wanted.slice(0, 2),
      left: wanted.slice(2),
    }));
    expect(calls).toEqual([10, 8, 6, 4, 2]);
    expect(found).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("are none of hours that Glue goes on leaving out, which is not asked for ever", async () => {
    const { found, calls } = await asked(hoursFrom(10), (wanted) =>
      wanted.length === 10 ? { found: wanted.slice(0, 4), left: wanted.slice(4) } : { found: [], left: wanted },
    );
    expect(found).toEqual([0, 1, 2, 3]);
    expect(calls).toEqual([10, 6, 6, 6]);
  });
});
