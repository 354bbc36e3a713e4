import fc from "fast-check";

const inserted = fc.constantFrom("0", "9", "1", "-", "+", ".", ",", ":", "/", " ", "e", "a", "_", "\n", "\r", "é");

/** A text with one of its characters dropped, doubled, swapped for its neighbour in ASCII, or put in beside it. */
export function nearMiss(text: string): fc.Arbitrary<string> {
  const at = fc.nat({ max: Math.max(0, text.length - 1) });
  const spliced = (place: number, dropped: number, put: string) =>
    text.slice(0, place) + put + text.slice(place + dropped);
  const code = (place: number) => (text.charCodeAt(place) || 0x30) & 0x7f;
  return fc.oneof(
    at.map((place) => spliced(place, 1, "")),
    at.map((place) => spliced(place, 0, text.charAt(place))),
    fc
      .tuple(at, fc.constantFrom(-1, 1))
      .map(([place, step]) => spliced(place, 1, String.fromCharCode(code(place) + step))),
    fc.tuple(at, inserted).map(([place, put]) => spliced(place, 1, put)),
    fc.tuple(fc.nat({ max: text.length }), inserted).map(([place, put]) => spliced(place, 0, put)),
  );
}
