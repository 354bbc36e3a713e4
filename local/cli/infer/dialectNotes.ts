import type { FoundDialect } from "./InferFile.ts";

/** What a person has to decide of how the files are written, each a line. */
export function dialectNotes({ encoding, skip, header }: FoundDialect): string[] {
  return [
    ...(encoding === "windows-1252" ? ["Review: The bytes are no UTF-8: they are taken for windows-1252."] : []),
    ...(skip === 0 ? [] : [`Review: Lines before the header are skipped: ${skip}.`]),
    ...(header ? [] : ["Review: The first record is taken for values: name the columns."]),
  ];
}
