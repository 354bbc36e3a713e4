import { HeadObjectCommand, type S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { type Engine, engines, type SourceObject } from "../../core/commit/Run.ts";
import { engineMetadata } from "../../core/engine/engineMetadata.ts";
import { SluiceError } from "../../core/errors.ts";

/**
 * The engine that whoever landed an object asks for, in its user metadata; undefined where they leave the choice. An
 * object that is not there any more, or may not be read, asks for none: its run tells what is wrong with it.
 * @throws SluiceError `trigger.unknown_engine` where there is no such engine.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html for the permission and the status codes
 */
export async function askedEngine(s3: S3Client, object: SourceObject): Promise<Engine | undefined> {
  const asked = (await metadataOf(s3, object))[engineMetadata];
  const engine = engines.find((name) => name === asked);
  if (asked === undefined || engine !== undefined) return engine;
  throw new SluiceError("trigger.unknown_engine", `The object asks for the engine ${JSON.stringify(asked)}`, {
    where: object.key,
    mend: `land it again with the metadata ${engineMetadata}=${engines.join(" or ")}, or without it`,
  });
}

async function metadataOf(s3: S3Client, { bucket, key, versionId }: SourceObject): Promise<Record<string, string>> {
  try {
    const command = new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId });
    return (await s3.send(command)).Metadata ?? {};
  } catch (error) {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status === 403 || status === 404) return {};
    throw error;
  }
}
