import { SluiceError } from "../errors.ts";

/** How a CSV file is written, beyond RFC 4180. The first record is the header; the encoding is UTF-8. */
export interface CsvOptions {
  /** One ASCII character between fields. @default "," */
  delimiter?: string;
  /** One ASCII character around fields; doubled inside them. @default '"' */
  quote?: string;
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
}

/** The dialect with every option settled. */
export type CsvDialect = Readonly<Required<CsvOptions>>;

/**
 * Declares a CSV source.
 * @throws SluiceError `contract.dialect` where the delimiter or the quote is not one usable ASCII character.
 */
export function csv(options: CsvOptions = {}): CsvDialect {
  const { delimiter = ",", quote = '"', decimal = ".", nulls = [""], splittable = false } = options;
  requireOneCharacter("delimiter", delimiter);
  requireOneCharacter("quote", quote);
  if (delimiter === quote) {
    throw new SluiceError("contract.dialect", `Delimiter and quote are both ${JSON.stringify(quote)}`, {
      mend: "choose two different characters",
    });
  }
  return { delimiter, quote, decimal, nulls: [...nulls], splittable };
}

function requireOneCharacter(option: string, value: string): void {
  if (/^[\t -~]$/.test(value)) return;
  throw new SluiceError("contract.dialect", `The ${option} ${JSON.stringify(value)} is not one ASCII character`, {
    mend: "use a single tab or printable ASCII character",
  });
}
