import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";

/** The lines that a file gains, from when it is first looked at. */
export class LogTail {
  readonly #file: string;
  #read: number;
  #rest = "";

  constructor(file: string) {
    this.#file = file;
    this.#read = existsSync(file) ? statSync(file).size : 0;
  }

  /** The whole lines since the last call. */
  lines(): string[] {
    const text = this.#rest + this.#more();
    const end = text.lastIndexOf("\n");
    this.#rest = text.slice(end + 1);
    return end < 0 ? [] : text.slice(0, end).split("\n");
  }

  #more(): string {
    const size = existsSync(this.#file) ? statSync(this.#file).size : 0;
    if (size <= this.#read) return "";
    const bytes = Buffer.alloc(size - this.#read);
    const file = openSync(this.#file, "r");
    try {
      const count = readSync(file, bytes, 0, bytes.length, this.#read);
      this.#read += count;
      return bytes.toString("utf8", 0, count);
    } finally {
      closeSync(file);
    }
  }
}
