import { safeName } from "../kernel/safeName.ts";

/** Where the bytes of a key are shown: relative to its bucket's folder, `/`-separated, never outside it. */
export function objectPath(key: string): string {
  return key.split("/").map(safeName).join("/");
}

/**
 * The place of a key whose own path is taken by another key: `a` beside `a/b`. A single name at the top of the bucket's
 * folder, which no key's own path ever has, since `%` is followed there by hexadecimal digits.
 */
export function objectPathAside(key: string): string {
  return `${safeName(key)}%object`;
}
