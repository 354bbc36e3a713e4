const longest = 60;

/**
 * A column's key for each header, in order: camelCase, ASCII, no two alike. `"Cost: Total $"` becomes `costTotal`; a
 * header without a letter that ASCII has becomes `column3`, by its place; a repeated one is numbered.
 */
export function camelCaseKeys(headers: readonly string[]): string[] {
  const taken = new Set<string>();
  return headers.map((header, index) => {
    const wanted = camelCase(header) || `column${index + 1}`;
    let key = wanted;
    for (let count = 2; taken.has(key); count += 1) key = `${wanted}${count}`;
    taken.add(key);
    return key;
  });
}

/** The words of a text as one name; a digit in front is given a letter. */
function camelCase(text: string): string {
  const ascii = text.normalize("NFKD").replace(/\p{M}/gu, "");
  const words = ascii
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .match(/[A-Za-z0-9]+/g);
  const name = (words ?? []).map((word, index) => (index === 0 ? word.toLowerCase() : capital(word))).join("");
  return (/^[0-9]/.test(name) ? `c${name}` : name).slice(0, longest);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
