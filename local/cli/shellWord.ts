/** A text as one word of a POSIX shell: as it is, or quoted where it has signs of other meaning. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
