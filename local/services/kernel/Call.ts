import type { IncomingMessage, ServerResponse } from "node:http";
import { AwsError } from "./AwsError.ts";

/** Path and query as they were sent: no segment such as `..` or an empty one is resolved away, as in keys of S3. */
export interface RequestUrl {
  pathname: string;
  search: string;
  searchParams: URLSearchParams;
}

/** One request to a service, with who makes it and what it turns out to ask. */
export class Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: RequestUrl;
  readonly caller: string;
  readonly region: string;
  readonly requestId: string;
  /** What IAM would be asked, in order: set by the service while it reads the request. */
  readonly asked: { action: string; resource: string }[] = [];
  /** Called with each of these before anything is done; what it throws ends the call, which may then be handled anew. */
  beforeWork: ((action: string, resource: string) => void) | undefined;
  #body: Promise<Buffer> | undefined;

  constructor(parts: Pick<Call, "request" | "response" | "url" | "caller" | "region" | "requestId">) {
    this.request = parts.request;
    this.response = parts.response;
    this.url = parts.url;
    this.caller = parts.caller;
    this.region = parts.region;
    this.requestId = parts.requestId;
  }

  /** Notes an action (as IAM names it) on a resource (its ARN) for the record. */
  asks(action: string, resource: string): void {
    this.asked.push({ action, resource });
    this.beforeWork?.(action, resource);
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return Array.isArray(value) ? value.join(", ") : value;
  }

  /** The whole body, for the small ones. @throws AwsError RequestEntityTooLarge beyond the limit (bytes). */
  async body(limit = 8 * 1024 * 1024): Promise<Buffer> {
    this.#body ??= this.#read(limit);
    return await this.#body;
  }

  async #read(limit: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) {
        throw new AwsError("RequestEntityTooLargeException", `Request must be smaller than ${limit} bytes`, 413);
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  send(status: number, headers: Record<string, string | number>, body: string | Buffer = ""): void {
    this.response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    this.response.end(this.request.method === "HEAD" ? undefined : body);
  }
}
