import { expect } from "vitest";
import type { Cell } from "../../../local/cli/query/Result.ts";
import type { Landed, Pipeline } from "../faults/support/Pipeline.ts";
import { ask } from "./ask.ts";

/** What is published of a file, values as their texts. */
export interface Published {
  /** By the names of columns, in any order. */
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  /** Number, reason and text of each rejected record, which has one error. @default none */
  readonly rejects?: readonly (readonly [record: number, reason: string, raw: string])[];
}

/** Expects the run of a file to succeed, and the warehouse of each region to answer exactly these rows and rejects of it. */
export async function expectPublished(pipeline: Pipeline, landed: Landed, told: Published): Promise<void> {
  const { status, error, cause } = await pipeline.end(landed);
  expect([status, error, cause]).toEqual(["SUCCEEDED", undefined, undefined]);
  await expectRows(pipeline, landed, told);
}

/** Expects the warehouse of each region to answer exactly these rows and rejects of a file. */
export async function expectRows(pipeline: Pipeline, landed: Landed, told: Published): Promise<void> {
  const rejects = (told.rejects ?? []).map(([record, reason, raw]) => ({ record: String(record), reason, raw }));
  for (const region of pipeline.regions) {
    expect([region, ...(await rowsOf(pipeline, landed, region))]).toEqual([region, ...inOrder(told.rows)]);
    expect([region, ...(await rejectsOf(pipeline, landed, region))]).toEqual([region, ...rejects]);
  }
}

async function rowsOf({ target }: Pipeline, landed: Landed, region: string): Promise<Published["rows"]> {
  const sql = `SELECT * FROM lake.${landed.contract.name} WHERE _source = :source`;
  const rows = await ask(target, region, sql, { source: landed.key });
  expect([...new Set(rows.map(({ _run }) => _run))]).toEqual(rows.length === 0 ? [] : [landed.run]);
  return inOrder(rows.map(({ _source, _run, ...row }) => row));
}

async function rejectsOf({ target }: Pipeline, landed: Landed, region: string): Promise<Record<string, Cell>[]> {
  const from = `FROM lake.${landed.contract.name}_rejects r, r.errors e WHERE r._source = :source`;
  return await ask(target, region, `SELECT r.record, e.reason, r.raw ${from} ORDER BY 1`, { source: landed.key });
}

/** Sorted by what they hold, whatever the order of their columns. */
function inOrder(rows: Published["rows"]): Published["rows"] {
  const text = (row: Published["rows"][number]) => JSON.stringify(Object.entries(row).sort());
  return rows.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
}
