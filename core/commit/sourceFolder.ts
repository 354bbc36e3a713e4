import { sha256 } from "../sha256.ts";

/**
 * The name of the folders in which a lake keeps what it knows of one source object: 32 hexadecimal digits of a hash of
 * bucket and key, since a key may hold any text.
 */
export function sourceFolder({ bucket, key }: { readonly bucket: string; readonly key: string }): string {
  return sha256(JSON.stringify([bucket, key])).slice(0, 32);
}
