import { closeSync, openSync, readSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";
import type { FileSchema } from "./FileSchema.ts";

/** The beginning of a file, unpacked. */
export interface Sample {
  readonly bytes: Buffer;
  readonly compression: FileSchema["compression"];
  /** What part of the file it is, from 0 to 1. */
  readonly share: number;
}

/** Bytes of a file that are looked at, as they lie and unpacked. */
const sampleBytes = 1024 * 1024;

export function readSample(path: string, size: number): Sample {
  const buffer = Buffer.alloc(Math.min(size, sampleBytes));
  const file = openSync(path, "r");
  const read = readSync(file, buffer, 0, buffer.length, 0);
  closeSync(file);
  const raw = buffer.subarray(0, read);
  const share = size === 0 ? 1 : read / size;
  const isGzip = raw[0] === 0x1f && raw[1] === 0x8b;
  return isGzip ? unpackedSample(raw, share) : { bytes: raw, compression: "none", share };
}

function unpackedSample(raw: Buffer, share: number): Sample {
  const unpacked = unpack(raw);
  const bytes = unpacked.subarray(0, sampleBytes);
  return {
    bytes,
    compression: "gzip",
    share: unpacked.length === 0 ? share : (share * bytes.length) / unpacked.length,
  };
}

/** Z_SYNC_FLUSH bears that the end is missing. */
function unpack(raw: Buffer): Buffer {
  try {
    return gunzipSync(raw, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return raw;
  }
}
