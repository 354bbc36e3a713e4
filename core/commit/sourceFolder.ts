import { createHash } from "node:crypto";

/**
 * The name of the folders in which a lake keeps what it knows of one source object: 32 hexadecimal digits of a hash of
 * bucket and key, since a key may hold any text.
 */
export function sourceFolder({ bucket, key }: { readonly bucket: string; readonly key: string }): string {
  return createHash("sha256")
    .update(JSON.stringify([bucket, key]))
    .digest("hex")
    .slice(0, 32);
}
