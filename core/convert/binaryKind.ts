/** What files that are no text begin with. */
const beginnings: readonly (readonly [kind: string, bytes: readonly number[]])[] = [
  ["a gzip file", [0x1f, 0x8b]],
  ["a ZIP archive, as .xlsx is", [0x50, 0x4b, 0x03, 0x04]],
  ["an old Excel workbook", [0xd0, 0xcf, 0x11, 0xe0]],
  ["a Parquet file", [0x50, 0x41, 0x52, 0x31]],
  ["a Zstandard file", [0x28, 0xb5, 0x2f, 0xfd]],
  ["UTF-16 text", [0xff, 0xfe]],
  ["UTF-16 text", [0xfe, 0xff]],
];

/** How much of a first line is looked into: one without an end may be as long as the file. */
const looked = 65_536;

/** What the first bytes of a file say it is, where it is no UTF-8 text: undefined where they hold no such sign. */
export function binaryKind(bytes: Uint8Array): string | undefined {
  const known = beginnings.find(([, beginning]) => beginning.every((byte, index) => bytes[index] === byte));
  if (known !== undefined) return known[0];
  return bytes.subarray(0, looked).includes(0) ? "a binary file: it has zero bytes" : undefined;
}
