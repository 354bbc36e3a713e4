import { SluiceError } from "../errors.ts";

/** How a CSV file is written, beyond RFC 4180. */
export interface CsvOptions {
  /** One ASCII character between fields. @default "," */
  delimiter?: string;
  /** One ASCII character around fields; doubled inside them. @default '"' */
  quote?: string;
  /**
   * One ASCII character that makes text of a quote behind it, and of another of itself, within quotes; the quote itself
   * where quotes are doubled. @default the quote
   */
  escape?: string;
  /** One ASCII character at the start of a line that is no record; such a line has no quotes. @default null: there are none */
  comment?: string | null;
  /** Whether the first record names the columns. Without, they are those of the contract, in its order. @default true */
  header?: boolean;
  /** The decimal separator of decimal, real and double. @default "." */
  decimal?: "." | ",";
  /** Fields equal to one of these are null, quoted or not. @default [""] */
  nulls?: readonly string[];
  /**
   * Promises RFC 4180 to the letter, without its newlines in fields: a newline always ends a record, and a quote is
   * around a field or doubled in one. Such a file is read in parallel from any line. A record that breaks the promise is
   * rejected, each half of it that has a quote. @default false
   */
  splittable?: boolean;
  /**
   * What the bytes mean. A UTF-16 file says by its byte order mark which byte comes first; without one the lower does.
   * What is no character becomes U+FFFD, which rejects the record.
   * @default "utf-8"
   * @see https://encoding.spec.whatwg.org/
   */
  encoding?: Encoding;
  /** Whether the file is compressed: as one gzip file, or several behind each other. @default "none" */
  compression?: "none" | "gzip";
  /** Lines, ended by LF, that are dropped from the start of the file, before its header. @default 0 */
  skip?: number;
  /** Bytes of UTF-8 that a record may have: a file with a longer one fails. @default 2,000,000 */
  maxRecordBytes?: number;
}

export type Encoding = (typeof encodings)[number];

const encodings = ["utf-8", "utf-16", "windows-1252"] as const;
const compressions = ["none", "gzip"] as const;

/** The dialect with every option settled. */
export type CsvDialect = Readonly<Required<CsvOptions>>;

/**
 * Declares a CSV source.
 * @throws SluiceError `contract.dialect` where an option is none of those above.
 */
export function csv(options: CsvOptions = {}): CsvDialect {
  const { delimiter = ",", quote = '"', decimal = ".", nulls = [""], splittable = false } = options;
  const { escape: escaping = quote, comment = null, header = true } = options;
  const { encoding = "utf-8", compression = "none", skip = 0, maxRecordBytes = 2_000_000 } = options;
  const characters = {
    delimiter,
    quote,
    ...(escaping === quote ? {} : { escape: escaping }),
    ...(comment === null ? {} : { comment }),
  };
  requireCharacters(characters);
  if (splittable && escaping !== quote) refuse("A splittable file doubles its quotes", "drop splittable or escape");
  requireOneOf("encoding", encoding, encodings);
  requireOneOf("compression", compression, compressions);
  requireWhole("skip", skip, 0);
  requireWhole("maxRecordBytes", maxRecordBytes, 1);
  return {
    ...{ delimiter, quote, escape: escaping, comment, header, decimal, nulls: [...nulls], splittable },
    ...{ encoding, compression, skip, maxRecordBytes },
  };
}

/** Each is one ASCII character, and no two are the same. */
function requireCharacters(characters: Readonly<Record<string, string>>): void {
  const named = Object.entries(characters);
  for (const [option, value] of named) requireOneCharacter(option, value);
  for (const [index, [option, value]] of named.entries()) {
    const same = named.slice(0, index).find(([, other]) => other === value);
    if (same === undefined) continue;
    refuse(`The ${same[0]} and the ${option} are both ${JSON.stringify(value)}`, "choose two different characters");
  }
}

function requireWhole(option: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  refuse(`The ${option} ${value} cannot be`, `give a whole number from ${least} on`);
}

function requireOneCharacter(option: string, value: string): void {
  if (/^[\t -~]$/.test(value)) return;
  refuse(
    `The ${option} ${JSON.stringify(value)} is not one ASCII character`,
    "use a single tab or printable ASCII character",
  );
}

function requireOneOf(option: string, value: string, known: readonly string[]): void {
  if (known.includes(value)) return;
  refuse(`The ${option} ${JSON.stringify(value)} is not known`, `use one of ${known.join(", ")}`);
}

function refuse(what: string, mend: string): never {
  throw new SluiceError("contract.dialect", what, { mend });
}
