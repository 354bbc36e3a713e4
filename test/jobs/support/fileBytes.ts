import { gzipSync } from "node:zlib";
import type { CsvDialect } from "../../../core/contract/csv.ts";

const skipped = ['"a line, to be skipped\r\n', "\n"];

/**
 * A file's bytes as its dialect has them, of what is UTF-8 but for broken bytes, with a byte order mark or without. What
 * is to be windows-1252 keeps its bytes, which then mean other characters, and has no mark.
 */
export function fileBytes(text: Buffer, { skip, encoding, compression }: CsvDialect, marked: boolean): Buffer {
  const mark = marked && encoding !== "windows-1252" ? "\ufeff" : "";
  const whole = Buffer.concat([Buffer.from([mark, ...skipped.slice(0, skip)].join("")), text]);
  const bytes = encoding === "utf-16" ? utf16(whole) : whole;
  return compression === "gzip"
    ? Buffer.concat([gzipSync(bytes.subarray(0, 99)), gzipSync(bytes.subarray(99))])
    : bytes;
}

/** With its higher byte first, and the mark that says so, where the text has an odd length. */
function utf16(bytes: Buffer): Buffer {
  const text = bytes.toString();
  return text.length % 2 === 0 ? Buffer.from(text, "utf16le") : Buffer.from(`\ufeff${text}`, "utf16le").swap16();
}
