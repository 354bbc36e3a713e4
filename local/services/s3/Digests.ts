import { createHash } from "node:crypto";
import { Transform } from "node:stream";
import { type ChecksumAlgorithm, checksumAlgorithms, type Hasher } from "./checksumAlgorithms.ts";
import type { StoredVersion } from "./StoredVersion.ts";

/** What an object's bytes come to. */
export type Digested = Pick<StoredVersion, "bytes" | "etag" | "checksums">;

/** Passes bytes through, counts them and digests them: MD5, and one checksum. */
export class Digests extends Transform {
  bytes = 0;
  readonly #algorithm: ChecksumAlgorithm;
  readonly #hasher: Hasher;
  readonly #md5 = createHash("md5");

  constructor(algorithm: ChecksumAlgorithm) {
    super();
    this.#algorithm = algorithm;
    this.#hasher = checksumAlgorithms[algorithm].hasher();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, data: Buffer) => void): void {
    this.bytes += chunk.length;
    this.#md5.update(chunk);
    this.#hasher.update(chunk);
    done(null, chunk);
  }

  /** To be called once, when all bytes are through. */
  async finish(): Promise<Digested> {
    const checksum = Buffer.from(await this.#hasher.digest()).toString("base64");
    return { bytes: this.bytes, etag: this.#md5.digest("hex"), checksums: { [this.#algorithm]: checksum } };
  }
}
