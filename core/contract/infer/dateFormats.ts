const strict = ["-", "/", "."].flatMap((separator) =>
  ["YYYY MM DD", "DD MM YYYY", "MM DD YYYY"].map((order) => order.replaceAll(" ", separator)),
);

/** The date formats of digits that are tried, those with one digit or two for month and day last. */
export const dateFormats: readonly string[] = [
  ...strict,
  "YYYYMMDD",
  ...strict.map((format) => format.replace("MM", "M").replace("DD", "D")),
];
