/** Bytes of `20MB`, `1.5GB`, `2GiB` or `4096`: decimal prefixes, as disks and prices count, or binary ones. */
export function byteSize(text: string): number {
  const [, digits = "", prefix = "", binary = ""] = /^(\d+(?:\.\d+)?)\s*(?:([kMG])(i?))?B?$/i.exec(text.trim()) ?? [];
  const power = ["", "k", "m", "g"].indexOf(prefix.toLowerCase());
  const bytes = digits === "" ? Number.NaN : Math.round(Number(digits) * (binary === "" ? 1000 : 1024) ** power);
  if (bytes > 0) return bytes;
  throw new RangeError(`${JSON.stringify(text)} is no size: write 20MB, 1GB, 2GiB or a number of bytes`);
}
