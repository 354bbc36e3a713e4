const pictures: Readonly<Record<string, string>> = { "␠": " ", "␉": "\t", "␊": "\n", "␍": "\r", "␀": "\0" };
const written = /[␠␉␊␍␀]|\\u\{([0-9A-F]+)\}|\\x([0-9A-F]{2})/g;

/** The bytes that a text of the page stands for. */
export function bytesOf(text: string): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (const found of text.matchAll(written)) {
    parts.push(Buffer.from(text.slice(at, found.index)), bytesOfSign(found));
    at = found.index + found[0].length;
  }
  return Buffer.concat([...parts, Buffer.from(text.slice(at))]);
}

function bytesOfSign([sign, point, byte]: RegExpMatchArray): Buffer {
  if (byte !== undefined) return Buffer.from([Number.parseInt(byte, 16)]);
  const text = point === undefined ? pictures[sign] : String.fromCodePoint(Number.parseInt(point, 16));
  return Buffer.from(text ?? "");
}

/** A value of a result: its pictures stand for characters, too. */
export function unpictured<V>(value: V): V {
  if (typeof value === "string") return bytesOf(value).toString() as V;
  return (Array.isArray(value) ? value.map(unpictured) : value) as V;
}
