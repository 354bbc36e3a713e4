import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import { convert } from "../../../core/convert/convert.ts";
import { encodeRecord } from "../../../core/convert/frame/encodeRecord.ts";
import { contractOf, type PoolName } from "./support/contracts.ts";
import { convertLocally } from "./support/convertLocally.ts";
import { textsOf } from "./support/texts.ts";

/** A file of the contract whose fields are the texts; some records are quoted whole, some not, some are damaged. */
function fileOf(pool: PoolName, contract: Contract): fc.Arbitrary<Buffer> {
  const { source, columns } = contract;
  const lineEnd = fc.constantFrom("\n", "\n", "\r\n", "\n\n");
  const fields = fc.array(textsOf[pool], { minLength: columns.length, maxLength: columns.length });
  const records = fc.oneof(
    { weight: 8, arbitrary: fields.map((texts) => Buffer.from(encodeRecord(texts, source))) },
    { weight: 8, arbitrary: fields.map((texts) => Buffer.from(texts.join(source.delimiter))) },
    { weight: 1, arbitrary: damaged(source.delimiter + source.quote) },
  );
  const lines = fc.array(
    fc.tuple(records, lineEnd).map(([record, end]) => Buffer.concat([record, Buffer.from(end)])),
    { maxLength: 60 },
  );
  const header = encodeRecord(
    columns.map((column) => column.header),
    source,
  );
  return lines.map((all) => Buffer.concat([Buffer.from(`${header}\n`), ...all]));
}

function damaged(characters: string): fc.Arbitrary<Buffer> {
  const bytes = fc.constantFrom(...Buffer.from(`${characters}${characters}ab \r\n`), 0xff, 0x00, 0xc3);
  return fc.array(bytes, { maxLength: 12 }).map((each) => Buffer.from(each));
}

async function expectEqual(contract: Contract, bytes: Uint8Array): Promise<void> {
  const reference = convert(contract, bytes);
  const job = await convertLocally(contract, bytes);
  expect(job.rejects).toEqual(reference.rejects);
  expect(job.rows).toEqual(reference.rows);
  expect(job).toMatchObject({
    read: reference.read,
    written: reference.rows.length,
    rejected: reference.rejects.length,
  });
}

const pools: readonly PoolName[] = ["integer", "decimal", "floating", "boolean", "date", "timestamp", "varchar"];

describe("DuckDB and the reference agree on every text", () => {
  test.each(pools)("of %s columns", async (pool) => {
    const cases = contractOf(pool).chain((contract) => fc.tuple(fc.constant(contract), fileOf(pool, contract)));
    await fc.assert(
      fc.asyncProperty(cases, ([contract, bytes]) => expectEqual(contract, bytes)),
      { numRuns: Number(process.env.SLUICE_RUNS ?? 15) },
    );
  });
});
