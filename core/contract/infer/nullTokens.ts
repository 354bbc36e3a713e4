/** Texts, trimmed, that often stand for null beside the empty field. */
export const nullTokens: readonly string[] = [
  ..."NA N/A n/a #N/A null NULL Null None none nil NaT \\N".split(" "),
  ..."- -- ? .".split(" "),
];
