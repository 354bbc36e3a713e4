import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { executionName } from "../../core/commit/executionName.ts";
import type { Engine } from "../../core/commit/Run.ts";
import { runId } from "../../core/commit/runId.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { engineMetadata } from "../../core/engine/engineMetadata.ts";
import { requireEngine } from "../../core/engine/requireEngine.ts";
import { nearRegion } from "./nearRegion.ts";
import { requireFile } from "./requireFile.ts";
import type { Target } from "./target/Target.ts";

/** A file that was landed, and the run that it starts. */
export interface Landed {
  readonly key: string;
  readonly run: string;
  /** Name of the run's executions in every machine. */
  readonly execution: string;
}

/**
 * Uploads a file under its dataset's prefix of the landing bucket, as a user of AWS would.
 * @param engine what is to convert it. @default what its size and contract say
 * @throws SluiceError `cli.no_such_file`, `engine.unfit`
 */
export async function landFile(
  { clientConfig, outputs }: Pick<Target, "clientConfig" | "outputs">,
  file: string,
  contract: Contract,
  engine?: Engine,
): Promise<Landed> {
  if (engine !== undefined) requireEngine(contract, engine);
  const size = await requireFile(file);
  const s3 = new S3Client(clientConfig(nearRegion(outputs)));
  const bucket = outputs.landingBucket;
  const key = `${contract.name}/${basename(file)}`;
  const body = { Body: createReadStream(file), ContentLength: size, ContentType: "text/csv" };
  const asked = engine === undefined ? {} : { Metadata: { [engineMetadata]: engine } };
  const upload = new Upload({ client: s3, params: { Bucket: bucket, Key: key, ...body, ...asked } });
  const { VersionId: versionId = "" } = await upload.done();
  s3.destroy();
  const run = runId({ dataset: contract.name, bucket, key, versionId, contract: contract.hash });
  return { key, run, execution: executionName(run, 0) };
}
