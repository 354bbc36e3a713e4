import { readFile, stat } from "node:fs/promises";
import { z } from "zod";
import { archiveFiles } from "../archiveFiles.ts";
import type { Graph } from "../Graph.ts";
import type { Resource } from "../Resource.ts";
import { zipFiles } from "../zipFiles.ts";
import { parseInputs } from "./parseInputs.ts";

/** An object that the program puts into a bucket. */
export interface ObjectSpec {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: Buffer;
  /** As S3 keeps them: `content-type` and the like. */
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
}

const inert = z.unknown().optional();
const objectInputs = z.strictObject({
  bucket: z.string(),
  key: z.string().optional(),
  region: z.string().optional(),
  source: z.unknown().optional(),
  content: z.string().optional(),
  contentBase64: z.string().optional(),
  contentType: z.string().optional(),
  cacheControl: z.string().optional(),
  contentDisposition: z.string().optional(),
  contentEncoding: z.string().optional(),
  contentLanguage: z.string().optional(),
  metadata: z.record(z.string(), z.string()).default({}),
  bucketKeyEnabled: inert,
  etag: inert,
  forceDestroy: inert,
  kmsKeyId: inert,
  serverSideEncryption: inert,
  sourceHash: inert,
  storageClass: inert,
  tags: inert,
});
type Inputs = z.infer<typeof objectInputs>;

/** The objects of the program, with their bytes: an archive is a ZIP file of what it holds. */
export async function objectSpecs(graph: Graph): Promise<ObjectSpec[]> {
  return await Promise.all(graph.ofType("aws:s3/bucketObjectv2:BucketObjectv2").map(objectSpec));
}

async function objectSpec(resource: Resource): Promise<ObjectSpec> {
  const inputs = parseInputs(resource, objectInputs);
  const { bucket, metadata } = inputs;
  const bytes = await bytesOf(resource, inputs);
  return { bucket, key: String(resource.outputs.key), bytes, headers: headersOf(inputs), metadata };
}

async function bytesOf(resource: Resource, { source, content, contentBase64 }: Inputs): Promise<Buffer> {
  if (source === undefined) return Buffer.from(contentBase64 ?? content ?? "", contentBase64 ? "base64" : "utf8");
  const packed = await packedArchive(source);
  if (packed !== undefined) return await readFile(packed);
  const files = await archiveFiles(source, resource.name);
  const [only] = files;
  if (only?.path !== "") return await zipFiles(files);
  return "text" in only ? Buffer.from(only.text) : await readFile(only.file);
}

/** The path of an archive that is a ZIP file already. */
async function packedArchive(source: unknown): Promise<string | undefined> {
  const given = source as { __pulumiArchive?: boolean; path?: string | Promise<string> };
  const path = given.__pulumiArchive ? await given.path : undefined;
  return path?.endsWith(".zip") && (await stat(path)).isFile() ? path : undefined;
}

function headersOf(inputs: Inputs): Record<string, string> {
  const headers = {
    "content-type": inputs.contentType,
    "cache-control": inputs.cacheControl,
    "content-disposition": inputs.contentDisposition,
    "content-encoding": inputs.contentEncoding,
    "content-language": inputs.contentLanguage,
  };
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
