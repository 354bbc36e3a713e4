const usual = [",", ";", "\t", "|"];

/**
 * The delimiter that a header seems to be written with: the usual one that occurs most outside double quotes, undefined
 * where none does.
 */
export function likelyDelimiter(header: string): string | undefined {
  const bare = header.replace(/"(?:[^"]|"")*"/g, "");
  const counts = usual.map((delimiter) => bare.split(delimiter).length - 1);
  const most = Math.max(...counts);
  return most === 0 ? undefined : usual[counts.indexOf(most)];
}
