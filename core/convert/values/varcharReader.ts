import type { Converted } from "../Converted.ts";

/** Reads any text of at most so many bytes of UTF-8. */
export function varcharReader(bytes: number): (text: string) => Converted {
  return (text) => (Buffer.byteLength(text) > bytes ? { reason: "too_long" } : { value: text });
}
