import type { XmlContent } from "../kernel/xml.ts";
import type { ChecksumType } from "./checksumAlgorithms.ts";
import type { Checksums } from "./StoredVersion.ts";

/** Checksums as headers of an answer. */
export function checksumHeaders(checksums: Checksums): Record<string, string> {
  return Object.fromEntries(Object.entries(checksums).map(([name, value]) => [`x-amz-checksum-${name}`, value]));
}

/** Checksums as elements of an answer: `ChecksumSHA256` and so on. */
export function checksumElements(checksums: Checksums): Record<string, XmlContent> {
  return Object.fromEntries(Object.entries(checksums).map(([name, value]) => [elementOf(name), value]));
}

/** The element that carries an algorithm's checksum: `ChecksumSHA256`. */
export function elementOf(algorithm: string): string {
  return `Checksum${algorithm.toUpperCase()}`;
}

/** What the checksum of an object is of; undefined where it has none. */
export function checksumTypeOf(checksums: Checksums): ChecksumType | undefined {
  const [value] = Object.values(checksums);
  if (value === undefined) return undefined;
  return value.includes("-") ? "COMPOSITE" : "FULL_OBJECT";
}
