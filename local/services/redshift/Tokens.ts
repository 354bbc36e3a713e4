import { Dialect, tokenize } from "@polyglot-sql/sdk";
import { SqlError } from "./SqlError.ts";

/** A token as the library really spells it, whatever its types say. */
interface Spelled {
  token_type: string;
  text: string;
  span: { start: number; end: number };
}

/** A word, text or sign of a statement. */
export interface Token {
  readonly kind: string;
  readonly text: string;
  /** Offsets in the statement's code points. */
  readonly start: number;
  readonly end: number;
}

/** The tokens of a statement, read from left to right. Keywords match in any case, and never a quoted name. */
export class Tokens {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(sql: string) {
    const { success, tokens = [], error } = tokenize(sql, Dialect.Redshift);
    if (!success) {
      throw new SqlError(`syntax error: ${error ?? "unreadable"}`);
    }
    const all = (tokens as unknown as Spelled[]).map(({ token_type: kind, text, span }) => ({ kind, text, ...span }));
    this.#tokens = all.slice(0, all.findLastIndex(({ kind }) => kind !== "SEMICOLON") + 1);
  }

  get all(): readonly Token[] {
    return this.#tokens;
  }

  /** Whether the next tokens are these words. */
  looksAt(...words: string[]): boolean {
    return words.every((word, index) => isWord(this.#tokens[this.#at + index], word));
  }

  /** Reads these words if they come next. */
  take(...words: string[]): boolean {
    const found = this.looksAt(...words);
    this.#at += found ? words.length : 0;
    return found;
  }

  expect(...words: string[]): void {
    if (!this.take(...words)) {
      this.fail(words.join(" ").toUpperCase());
    }
  }

  /** A name, quoted or not, in lower case. */
  name(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined || !/^[\p{L}_]/u.test(token.text) || token.kind === "STRING") {
      return this.fail("a name");
    }
    this.#at += 1;
    return token.text.toLowerCase();
  }

  /** What is between single quotes. */
  text(): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "STRING") {
      return this.fail("a text in quotes");
    }
    this.#at += 1;
    return token.text;
  }

  /** One or more of something, with commas between. */
  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.take(",")) {
      items.push(read());
    }
    return items;
  }

  atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  end(): void {
    if (!this.atEnd()) {
      this.fail("the end of the statement");
    }
  }

  /** @throws SqlError in the words of Redshift */
  fail(expected: string): never {
    const token = this.#tokens[this.#at];
    const near = token === undefined ? "at end of input" : `at or near "${token.text}"`;
    throw new SqlError(`syntax error ${near}: expected ${expected}`);
  }
}

/** Whether a token is this keyword or sign. */
export function isWord(token: Token | undefined, word: string): boolean {
  const isQuoted = token?.kind === "STRING" || token?.kind === "QUOTED_IDENTIFIER";
  return token !== undefined && !isQuoted && token.text.toLowerCase() === word.toLowerCase();
}
