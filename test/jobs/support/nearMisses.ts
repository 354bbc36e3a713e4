/** A text with each of its characters dropped, doubled, and swapped for its neighbours in ASCII and for those of digits. */
export function nearMisses(text: string): string[] {
  const all = [...text].flatMap((character, at) => {
    const code = character.charCodeAt(0);
    const others = ["", character + character, "/", ":", String.fromCharCode(code - 1), String.fromCharCode(code + 1)];
    return others.map((other) => text.slice(0, at) + other + text.slice(at + 1));
  });
  return [...new Set(all)];
}
