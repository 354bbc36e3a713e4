import { open } from "node:fs/promises";

/** Bytes that a header may have, with the lines before it. */
const headBytes = 2 ** 20;

/** The first bytes of a file. */
export async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headBytes) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
