import { isUtf8 } from "node:buffer";
import type { Encoding } from "../../../core/contract/csv.ts";
import { binaryKind } from "../../../core/convert/binaryKind.ts";
import { replacementCharacter } from "../../../core/convert/grammar/replacementCharacter.ts";
import { SluiceError } from "../../../core/errors.ts";

/**
 * What a file's bytes mean, by the first of them: UTF-16 has a byte order mark; text with more letters in UTF-8 than
 * bytes that are none is damaged UTF-8; what else is not UTF-8 is taken for windows-1252.
 * @param where the file, in errors
 * @throws SluiceError `file.not_text`
 */
export function encodingOf(head: Uint8Array, where: string): Encoding {
  const kind = binaryKind(head);
  if (kind === "UTF-16 text") return "utf-16";
  if (kind !== undefined) {
    throw new SluiceError("file.not_text", `The file is no CSV, but ${kind}`, { where, mend: "name a CSV file" });
  }
  const lastLine = head.lastIndexOf(0x0a);
  return isMostlyUtf8(lastLine === -1 ? head : head.subarray(0, lastLine)) ? "utf-8" : "windows-1252";
}

function isMostlyUtf8(bytes: Uint8Array): boolean {
  if (isUtf8(bytes)) return true;
  const letters = new TextDecoder().decode(bytes).match(/[^\0-\x7f]/gu) ?? [];
  return 2 * letters.filter((letter) => letter === replacementCharacter).length < letters.length;
}
