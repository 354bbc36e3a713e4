import { join } from "node:path";
import type { BucketSpec } from "../../program/specs/bucketSpecs.ts";
import type { ObjectSpec } from "../../program/specs/objectSpecs.ts";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import type { EventHub } from "../kernel/EventHub.ts";
import type { Service } from "../kernel/Service.ts";
import { xml } from "../kernel/xml.ts";
import { Bucket } from "./Bucket.ts";
import { copyObject } from "./copyObject.ts";
import { type CreatedKind, createdEvent, wants } from "./createdEvent.ts";
import { deleteObject, deleteObjects } from "./deleteObjects.ts";
import { notServed } from "./errors.ts";
import { getObject } from "./getObject.ts";
import { layObject } from "./layObject.ts";
import { listObjects, listObjectsV1, listVersions } from "./listObjects.ts";
import { handleUpload, isUploadRequest } from "./multipart/handleUpload.ts";
import { listUploads } from "./multipart/listUploads.ts";
import type { ObjectFile } from "./ObjectFile.ts";
import { putObject } from "./putObject.ts";
import type { S3Request } from "./S3Request.ts";
import type { StoredVersion } from "./StoredVersion.ts";

/** What the local S3 needs of its host. */
export interface S3Options {
  stateDir: string;
  buckets: readonly BucketSpec[];
  events: EventHub;
  /** Sends a notification's message to a queue. */
  notify(queueArn: string, message: string): void;
}

const unserved = ["acl", "tagging", "policy", "attributes", "restore", "select", "torrent"];

/** S3 over folders: path-style requests, one bucket a folder. */
export class S3Service implements Service {
  readonly name = "s3";
  readonly #options: S3Options;
  readonly #buckets: Map<string, Bucket>;

  constructor(options: S3Options) {
    this.#options = options;
    const open = (spec: BucketSpec) => new Bucket(spec, join(options.stateDir, spec.region, "s3"));
    this.#buckets = new Map(options.buckets.map((spec) => [spec.name, open(spec)]));
  }

  async handle(call: Call): Promise<void> {
    const request = this.#locate(call);
    const { searchParams } = call.url;
    const refused = unserved.find((name) => searchParams.has(name));
    if (refused !== undefined) {
      throw new AwsError("NotImplemented", `The local S3 does not serve "?${refused}"`, 501);
    }
    await (request.key === "" ? this.#handleBucket(request) : this.#handleObject(request));
  }

  fail(call: Call, error: AwsError): void {
    const content = {
      Code: error.code,
      Message: error.message,
      Resource: call.url.pathname,
      RequestId: call.requestId,
    };
    const headers = { "content-type": "application/xml", "x-amz-request-id": call.requestId, ...error.headers };
    call.send(error.status, headers, xml("Error", content));
  }

  /** Puts the objects of the program where they belong, as a deployment does; nobody is notified of them. @throws AwsError NoSuchBucket */
  async lay(objects: readonly ObjectSpec[]): Promise<void> {
    for (const object of objects) await layObject(this.#bucketNamed(object.bucket), object);
  }

  /** The current objects below a prefix, in the order of S3, for services that read them where they lie. @throws AwsError NoSuchBucket */
  objects(bucketName: string, prefix: string): ObjectFile[] {
    const bucket = this.#bucketNamed(bucketName);
    return bucket.keys().flatMap((key) => {
      const version = key.startsWith(prefix) ? bucket.current(key) : undefined;
      return version?.blob === undefined ? [] : [{ key, bytes: version.bytes, path: bucket.fileOf(version) }];
    });
  }

  async #handleBucket(request: S3Request): Promise<void> {
    const { call, bucket } = request;
    const { searchParams } = call.url;
    const { method } = call.request;
    if (method === "GET" && searchParams.has("versions")) {
      listVersions(request);
    } else if (method === "GET" && searchParams.has("uploads")) {
      listUploads(request);
    } else if (method === "GET" && searchParams.has("location")) {
      locate(request);
    } else if (method === "GET" && searchParams.get("list-type") === "2") {
      listObjects(request);
    } else if (method === "GET" && isPlainList(searchParams)) {
      listObjectsV1(request);
    } else if (method === "POST" && searchParams.has("delete")) {
      await deleteObjects(request);
    } else if (method === "HEAD") {
      call.asks("s3:ListBucket", bucket.arn);
      call.send(200, { "x-amz-bucket-region": bucket.spec.region });
    } else {
      throw notServed(call);
    }
  }

  async #handleObject(request: S3Request): Promise<void> {
    const { call } = request;
    const { method } = call.request;
    const bucketNamed = (name: string) => this.#bucketNamed(name);
    if (isUploadRequest(request)) {
      const completed = await handleUpload(request, bucketNamed);
      if (completed) this.#created(request, completed, "CompleteMultipartUpload");
    } else if (method === "PUT" && call.header("x-amz-copy-source") !== undefined) {
      this.#created(request, await copyObject(request, bucketNamed), "Copy");
    } else if (method === "PUT") {
      this.#created(request, await putObject(request), "Put");
    } else if (method === "GET" || method === "HEAD") {
      await getObject(request);
    } else if (method === "DELETE") {
      deleteObject(request);
    } else {
      throw notServed(call);
    }
  }

  #created({ call, bucket, key }: S3Request, version: StoredVersion, kind: CreatedKind): void {
    const { bytes } = version;
    const versionId = version.versionId === "null" ? undefined : version.versionId;
    const { name, region, notifications } = bucket.spec;
    this.#options.events.emit({ kind: "object.created", region, bucket: name, key, versionId, bytes });
    for (const notification of notifications.filter((one) => wants(one, key, kind))) {
      const how = { kind, caller: call.caller, requestId: call.requestId };
      this.#options.notify(notification.queueArn, createdEvent(bucket, version, notification, how));
    }
  }

  #locate(call: Call): S3Request {
    const path = call.url.pathname.slice(1);
    const slash = path.indexOf("/");
    const name = slash < 0 ? path : path.slice(0, slash);
    if (name === "") {
      call.asks("s3:ListAllMyBuckets", "*");
      throw notServed(call);
    }
    const bucket = this.#bucketNamed(decode(name));
    if (bucket.spec.region !== call.region) {
      const { region } = bucket.spec;
      const what = `The bucket you are attempting to access must be addressed using the specified endpoint: ${region}.`;
      call.asks("s3:*", bucket.arn);
      throw new AwsError("PermanentRedirect", what, 301, { "x-amz-bucket-region": region });
    }
    return { call, bucket, key: slash < 0 ? "" : decode(path.slice(slash + 1)) };
  }

  #bucketNamed(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (bucket === undefined) {
      throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
    }
    return bucket;
  }
}

/** GetBucketLocation. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
function locate({ call, bucket }: S3Request): void {
  call.asks("s3:GetBucketLocation", bucket.arn);
  const { region } = bucket.spec;
  const body = xml(
    "LocationConstraint",
    region === "us-east-1" ? "" : region,
    "http://s3.amazonaws.com/doc/2006-03-01/",
  );
  call.send(200, { "content-type": "application/xml" }, body);
}

const ofList = new Set(["prefix", "delimiter", "marker", "max-keys", "encoding-type", "x-id"]);

/** Whether nothing is asked for but a list: whatever else a bucket has is asked for by a parameter of its name. */
function isPlainList(parameters: URLSearchParams): boolean {
  return [...parameters.keys()].every((name) => ofList.has(name));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError("InvalidURI", "Couldn't parse the specified URI.");
  }
}
