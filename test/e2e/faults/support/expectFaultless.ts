import { join } from "node:path";
import { GlueClient, paginateGetPartitions } from "@aws-sdk/client-glue";
import { GetObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { type CommitRecord, commitRecord } from "../../../../core/commit/CommitRecord.ts";
import { publishedFiles } from "../../../../core/commit/publishedFiles.ts";
import type { Contract } from "../../../../core/contract/Contract.ts";
import { convert } from "../../../../core/convert/convert.ts";
import { partitionOf } from "../../../../core/convert/partitionOf.ts";
import { objectPath } from "../../../../local/services/s3/objectPath.ts";
import { readRejects } from "../../../jobs/duckdb/support/readRejects.ts";
import { readRows } from "../../../jobs/duckdb/support/readRows.ts";
import { sortedTexts } from "../../../jobs/support/sortedTexts.ts";
import type { Landed } from "./landVersion.ts";
import type { Place } from "./Place.ts";
import { expectedStrikes, strikesByMonth } from "./strikesByMonth.ts";

/**
 * Expects both regions to be as if nothing had ever gone wrong: of the newest version of each file that was landed, the
 * rows and rejects of the reference, the partitions that these lie in, and what the warehouse counts; no other object than the files of the commit
 * records, the records, the staging and the reports.
 * @param published keys that count. @default all that were landed
 */
export async function expectFaultless(pipeline: Place, published?: ReadonlySet<string>): Promise<void> {
  const landed = [...pipeline.landed.values()].filter(({ key }) => published?.has(key) ?? true);
  const contracts = [...new Set(landed.map(({ contract }) => contract))];
  for (const region of Object.keys(pipeline.target.outputs.lakes)) {
    const lake = await openLake(pipeline, region);
    expect([region, ...lake.strays]).toEqual([region]);
    expect(lake.records.map(({ run }) => run).sort()).toEqual(landed.map(({ run }) => run).sort());
    for (const contract of contracts) await expectTable(pipeline, region, contract, lake, landed);
    const counted = await strikesByMonth(pipeline, region);
    if (counted !== undefined) expect(counted).toEqual(expectedStrikes(landed));
  }
}

interface Lake {
  readonly records: readonly CommitRecord[];
  /** Objects that nothing speaks of. */
  readonly strays: readonly string[];
  path(key: string): string;
}

async function openLake({ target }: Place, region: string): Promise<Lake> {
  const Bucket = target.outputs.lakes[region] ?? "";
  const client = new S3Client(target.clientConfig(region));
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket }))
    keys.push(...Contents.map(({ Key = "" }) => Key));
  const isRecord = (key: string) => /^commits\/[^/]+\/[^/]+\/record\.json$/.test(key);
  const records = await Promise.all(
    keys.filter(isRecord).map(async (Key) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      return commitRecord.parse(JSON.parse((await Body?.transformToString()) ?? ""));
    }),
  );
  client.destroy();
  const known = new Set(records.flatMap((record) => publishedFiles(record).map(({ key }) => key)));
  const isKnown = (key: string) => /^(staging|commits|reports)\//.test(key) || known.has(key);
  const missing = [...known].filter((key) => !keys.includes(key)).map((key) => `missing: ${key}`);
  const path = (key: string) => join(target.stateDir, region, "s3", Bucket, objectPath(key));
  return { records, strays: [...keys.filter((key) => !isKnown(key)), ...missing], path };
}

async function expectTable(
  pipeline: Place,
  region: string,
  contract: Contract,
  { records, path }: Lake,
  landed: readonly Landed[],
): Promise<void> {
  const references = landed
    .filter((each) => each.contract === contract)
    .map(({ content }) => convert(contract, content));
  const files = records.flatMap((record) =>
    publishedFiles(record).filter(({ place }) => place.dataset === contract.name),
  );
  const paths = (content: string) => files.filter(({ place }) => place.content === content).map(({ key }) => path(key));
  const rows = references.flatMap((reference) => [...reference.rows]);
  expect(sortedTexts(await readRows(contract, paths("rows")))).toEqual(sortedTexts(rows));
  const rejects = references.flatMap((reference) => reference.rejects);
  expect(sortedTexts(await readRejects(paths("rejects")))).toEqual(sortedTexts(rejects));
  if (contract.partitions.length === 0) return;
  const partitions = new Set(
    rows.map((row) =>
      partitionOf(contract, row)
        .map(([, value]) => value)
        .join("/"),
    ),
  );
  // Those of a version that another one replaced are kept: they hold nothing.
  expect(await catalogued(pipeline, region, contract)).toEqual(expect.arrayContaining([...partitions].sort()));
}

/** The values of each partition in the catalog, sorted. */
async function catalogued({ target }: Place, region: string, { name }: Contract): Promise<string[]> {
  const client = new GlueClient(target.clientConfig(region));
  const asked = { DatabaseName: target.outputs.databases[region], TableName: name };
  const found: string[] = [];
  for await (const { Partitions = [] } of paginateGetPartitions({ client }, asked))
    found.push(...Partitions.map(({ Values = [] }) => Values.join("/")));
  client.destroy();
  return found.sort();
}
