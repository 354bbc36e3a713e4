import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Engine } from "../../../../core/commit/Run.ts";
import { runId } from "../../../../core/commit/runId.ts";
import type { Contract } from "../../../../core/contract/Contract.ts";
import { engineMetadata } from "../../../../core/engine/engineMetadata.ts";
import { nearRegion } from "../../../../local/cli/nearRegion.ts";
import type { Target } from "../../../../local/cli/target/Target.ts";

/** A version of a file that was landed. */
export interface Landed {
  readonly contract: Contract;
  readonly key: string;
  readonly content: Uint8Array;
  readonly run: string;
}

/**
 * Lands a version of a file, as `<dataset>/<name>`.
 * @param engine asked for. @default by size and contract
 */
export async function landVersion(
  { clientConfig, outputs }: Pick<Target, "clientConfig" | "outputs">,
  contract: Contract,
  name: string,
  text: string | Uint8Array,
  engine?: Engine,
): Promise<Landed> {
  const [Bucket, Key] = [outputs.landingBucket, `${contract.name}/${name}`];
  const content = Buffer.from(text);
  const s3 = new S3Client(clientConfig(nearRegion(outputs)));
  const { VersionId: versionId = "" } = await s3.send(
    new PutObjectCommand({ Bucket, Key, Body: content, ...(engine && { Metadata: { [engineMetadata]: engine } }) }),
  );
  s3.destroy();
  const run = runId({ dataset: contract.name, bucket: Bucket, key: Key, versionId, contract: contract.hash });
  return { contract, key: Key, content, run };
}
