/**
 * The name in SQL of a column that only a file's header names: words in lower case, joined by underscores; what is no
 * ASCII letter or digit is between words. `Total cost ($)` and `totalCost` become `total_cost`. Undefined where nothing is
 * left, where a digit is first, or where it is longer than the 127 bytes that Redshift allows.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/dg/r_names.html
 */
export function addedName(header: string): string | undefined {
  const words = header.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_");
  const name = words.replace(/^_+|_+$/g, "").replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return /^[a-z]/.test(name) && name.length <= 127 ? name : undefined;
}
