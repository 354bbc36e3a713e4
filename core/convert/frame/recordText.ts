/** The text of a record's bytes; bytes that are not UTF-8 stand as U+FFFD, and no byte order mark is dropped. */
export function recordText(raw: Uint8Array): string {
  return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("utf8");
}
