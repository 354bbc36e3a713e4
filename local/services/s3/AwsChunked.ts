import { Transform, type TransformCallback } from "node:stream";
import { AwsError } from "../kernel/AwsError.ts";

const longestLine = 16 * 1024;

/**
 * Takes the bytes out of an `aws-chunked` body, and its trailers; chunk signatures are not verified.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export class AwsChunked extends Transform {
  /** Headers after the last chunk, names in lower case. */
  readonly trailers: Record<string, string> = {};
  #pending: Buffer = Buffer.alloc(0);
  /** Bytes of the chunk yet to come, its line end included. */
  #remaining = 0;
  #state: "size" | "data" | "trailers" | "done" = "size";

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    try {
      while (this.#step()) {
        // Each step takes what it can of the pending bytes.
      }
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    const complete = this.#state === "done" || (this.#state === "trailers" && this.#pending.length === 0);
    done(complete ? null : new AwsError("IncompleteBody", "The request body terminated unexpectedly"));
  }

  #step(): boolean {
    if (this.#state === "data") {
      return this.#takeData();
    }
    const line = this.#state === "done" ? undefined : this.#takeLine();
    if (line === undefined) {
      return false;
    }
    if (this.#state === "size") {
      this.#readSize(line);
    } else {
      this.#readTrailer(line);
    }
    return true;
  }

  #takeLine(): string | undefined {
    const end = this.#pending.indexOf("\r\n");
    if (end < 0) {
      if (this.#pending.length > longestLine) {
        throw new AwsError("InvalidChunkSizeError", "A chunk header or trailer is too long");
      }
      return undefined;
    }
    const line = this.#pending.toString("latin1", 0, end);
    this.#pending = this.#pending.subarray(end + 2);
    return line;
  }

  #readSize(line: string): void {
    const size = line.split(";")[0] ?? "";
    if (!/^[0-9a-fA-F]{1,8}$/.test(size)) {
      throw new AwsError("InvalidChunkSizeError", `The chunk size "${size.slice(0, 20)}" is not hexadecimal`);
    }
    this.#remaining = Number.parseInt(size, 16) + 2;
    this.#state = this.#remaining === 2 ? "trailers" : "data";
  }

  #takeData(): boolean {
    const taken = this.#pending.subarray(0, this.#remaining);
    const data = taken.subarray(0, Math.max(0, this.#remaining - 2));
    if (data.length > 0) {
      this.push(data);
    }
    this.#pending = this.#pending.subarray(taken.length);
    this.#remaining -= taken.length;
    if (this.#remaining === 0) {
      this.#state = "size";
    }
    return taken.length > 0;
  }

  #readTrailer(line: string): void {
    const colon = line.indexOf(":");
    if (line === "") {
      this.#state = "done";
    } else if (colon > 0) {
      this.trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
    }
  }
}
