import type { CsvDialect } from "../../core/contract/csv.ts";
import { Decoder } from "../../core/convert/decode/Decoder.ts";
import { gunzipped } from "./gunzipped.ts";
import type { Source } from "./Source.ts";

/**
 * A source as the framer reads it: expanded, in UTF-8, without the lines to skip.
 * @param header what goes before it: see `ownHeader`
 * @throws SluiceError with a `file.*` code, as it is read, where it is not compressed as its dialect says
 */
export function decodedSource(dialect: CsvDialect, source: Source, header: Uint8Array | null = null): Source {
  const { compression, encoding, skip } = dialect;
  if (compression === "none" && encoding === "utf-8" && skip === 0 && header === null) return source;
  return async () => {
    const bytes = await source();
    return decoded(new Decoder(dialect, header), compression === "gzip" ? gunzipped(bytes) : bytes);
  };
}

async function* decoded(decoder: Decoder, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) yield decoder.push(chunk);
  yield decoder.end();
}
