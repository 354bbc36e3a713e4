import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { SluiceError } from "../../core/errors.ts";

/** Bytes that any file may expand to, whatever it is compressed from. */
const always = 64 << 20;

/** How many times its size a file may expand to. A gzip file of nothing but one byte expands a thousand times. */
const mostExpansion = 100;

/**
 * Expands a gzip file, or several behind each other, as it comes.
 * @throws SluiceError `file.not_gzip`, `file.corrupt_gzip`, `file.truncated_gzip`, and `file.gzip_bomb` where it expands
 * to more than a hundred times its bytes and 64 MiB.
 * @see https://www.rfc-editor.org/rfc/rfc1952
 */
export async function* gunzipped(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const counted = { in: 0, out: 0 };
  const source = Readable.from(counting(compressed, counted));
  const gunzip = createGunzip();
  source.on("error", (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip)) {
      counted.out += chunk.length;
      if (counted.out > always && counted.out > mostExpansion * counted.in) throw bomb(counted);
      yield chunk;
    }
  } catch (cause) {
    throw gzipError(cause, counted.out) ?? cause;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

async function* counting(chunks: AsyncIterable<Uint8Array>, counted: { in: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    counted.in += chunk.length;
    yield chunk;
  }
}

function bomb(counted: { in: number; out: number }): SluiceError {
  const what = `${counted.in} bytes of gzip expand to more than ${counted.out}`;
  return new SluiceError("file.gzip_bomb", what, { mend: "land it as several files, or not compressed" });
}

/** zlib's own errors have codes; what reading the source throws has none of them. */
function gzipError(cause: unknown, out: number): SluiceError | undefined {
  const { code, message } = cause as { code?: unknown; message?: unknown };
  if (code === "Z_BUF_ERROR") {
    const mend = "land the whole file";
    return new SluiceError("file.truncated_gzip", `The gzip file ends too early, behind ${out} bytes`, { mend, cause });
  }
  if (code !== "Z_DATA_ERROR") return undefined;
  // What zlib says of the first two bytes; of a small file that is damaged it gives nothing either.
  if (out === 0 && message === "incorrect header check") {
    const mend = 'compress it, or declare csv({ compression: "none" })';
    return new SluiceError("file.not_gzip", "The file is no gzip file, as which its contract declares it", {
      mend,
      cause,
    });
  }
  const mend = "compress it anew and land it again";
  return new SluiceError("file.corrupt_gzip", `The gzip file is damaged, behind ${out} bytes`, { mend, cause });
}
