import { S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { sourceHeader } from "../../../jobs/replay/sourceHeader.ts";

test("a source without a header is given its contract's, in its dialect, and is not read for it", async () => {
  const source = csv({ header: false, delimiter: ";", escape: "\\" });
  const columns = { a: t.int().from('a "name"'), b: t.int().from("back\\slash") };
  const contract: Contract = dataset("unnamed", { source, columns });
  const s3 = new S3Client({ region: "eu-west-1", requestHandler: { handle: () => expect.fail("it was read") } });
  const object = { bucket: "bucket", key: "key", versionId: "1" };
  expect(await sourceHeader(s3, object, contract)).toBe('"a \\"name\\"";"back\\\\slash"');
});
