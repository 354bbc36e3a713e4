/** A size for a person: `20 MB`, `1.45 GB`; decimal prefixes. */
export function sizeText(bytes: number): string {
  return bytes >= 1e9 ? `${Number((bytes / 1e9).toPrecision(3))} GB` : `${Number((bytes / 1e6).toPrecision(3))} MB`;
}
