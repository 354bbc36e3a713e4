/** Bytes of `20MB`, `1.5GB` or `4096`: decimal prefixes, as disks and prices count. */
export function byteSize(text: string): number {
  const [, digits = "", prefix = ""] = /^(\d+(?:\.\d+)?)\s*([kMG]?)B?$/i.exec(text.trim()) ?? [];
  const factor = { "": 1, k: 1e3, m: 1e6, g: 1e9 }[prefix.toLowerCase()];
  const bytes = digits === "" || factor === undefined ? Number.NaN : Math.round(Number(digits) * factor);
  if (bytes > 0) return bytes;
  throw new RangeError(`${JSON.stringify(text)} is no size: write 20MB, 1GB or a number of bytes`);
}
