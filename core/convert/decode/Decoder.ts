import type { CsvDialect, Encoding } from "../../contract/csv.ts";

const lf = 0x0a;
const byteOrderMark = Buffer.from("\ufeff");

/**
 * Makes of a file's bytes those that the framer reads: UTF-8, without the lines that are to be skipped, and behind a header
 * where the file has none. Anything else of what is UTF-8 already goes through as it is.
 */
export class Decoder {
  private readonly encoding: Encoding;
  private readonly header: Uint8Array | null;
  private text: InstanceType<typeof TextDecoder> | undefined;
  /** The first bytes, while there are too few to tell what they are. */
  private held = Buffer.alloc(0);
  private hasBegun = false;
  private linesToSkip: number;

  /** @param header what goes before the file's records, as `ownHeader` makes it */
  constructor({ encoding, skip }: Pick<CsvDialect, "encoding" | "skip">, header: Uint8Array | null = null) {
    this.encoding = encoding;
    this.header = header;
    this.linesToSkip = skip;
  }

  /** Takes the next bytes, cut anywhere; answers what can be told of them. */
  push(chunk: Uint8Array): Uint8Array {
    return this.hasBegun ? this.decoded(chunk, false) : this.begin(chunk, false);
  }

  /** What was held back. */
  end(): Uint8Array {
    return this.hasBegun ? this.decoded(new Uint8Array(), true) : this.begin(new Uint8Array(), true);
  }

  private begin(chunk: Uint8Array, final: boolean): Uint8Array {
    const { encoding, header } = this;
    this.held = Buffer.concat([this.held, chunk]);
    if (this.held.length < byteOrderMark.length && !final) return new Uint8Array();
    this.hasBegun = true;
    const isBigEndian = this.held[0] === 0xfe && this.held[1] === 0xff;
    if (encoding === "utf-16") this.text = new TextDecoder(isBigEndian ? "utf-16be" : "utf-16le");
    if (encoding === "windows-1252") this.text = new TextDecoder(encoding);
    if (header === null) return this.decoded(this.held, final);
    const hasMark = encoding === "utf-8" && this.held.subarray(0, byteOrderMark.length).equals(byteOrderMark);
    const records = this.decoded(hasMark ? this.held.subarray(byteOrderMark.length) : this.held, final);
    return Buffer.concat([header, records]);
  }

  private decoded(chunk: Uint8Array, final: boolean): Uint8Array {
    const bytes = this.text === undefined ? chunk : Buffer.from(this.text.decode(chunk, { stream: !final }));
    return this.behindSkipped(bytes);
  }

  private behindSkipped(bytes: Uint8Array): Uint8Array {
    let at = 0;
    while (this.linesToSkip > 0) {
      const end = bytes.indexOf(lf, at);
      if (end === -1) return new Uint8Array();
      at = end + 1;
      this.linesToSkip -= 1;
    }
    return at === 0 ? bytes : bytes.subarray(at);
  }
}
