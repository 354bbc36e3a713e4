import { sha256 } from "../../../core/sha256.ts";

const longest = 180;
// A file name must not hold these on one system or another; "%" is ours.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is to be escaped
const unsafe = /[%\u0000-\u001f\u007f\\/:*?"<>|]|[. ]$/gu;

/**
 * A text as one file name: readable, at most 180 bytes of UTF-8 and the hash of what was cut, and never `.`, `..` or
 * empty. Two texts never share a name (those cut share one only if SHA-256 collides).
 */
export function safeName(text: string): string {
  if (text === "") {
    return "%";
  }
  const escaped = text.replaceAll(unsafe, percent);
  if (Buffer.byteLength(escaped) <= longest) {
    return escaped;
  }
  return `${cut(escaped)}%~${sha256(text).slice(0, 32)}`;
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

/** The longest start that fits, of whole characters. */
function cut(text: string): string {
  let size = 0;
  let kept = "";
  for (const char of text) {
    size += Buffer.byteLength(char);
    if (size > longest) {
      break;
    }
    kept += char;
  }
  return kept;
}
