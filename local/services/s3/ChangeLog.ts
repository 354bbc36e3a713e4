import { appendFileSync, existsSync, readFileSync, truncateSync } from "node:fs";

/** A file of changes, one JSON text a line, which outlives a killed host: a change is either there or not. */
export class ChangeLog<Change> {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  append(change: Change): void {
    appendFileSync(this.#file, `${JSON.stringify(change)}\n`);
  }

  /** The changes so far; a last line that a killed host left incomplete is no change, and is cut off. */
  read(): Change[] {
    if (!existsSync(this.#file)) {
      return [];
    }
    const bytes = readFileSync(this.#file);
    const end = bytes.lastIndexOf("\n") + 1;
    if (end < bytes.length) {
      truncateSync(this.#file, end);
    }
    const lines = bytes.toString("utf8", 0, end).split("\n").slice(0, -1);
    return lines.map((line): Change => JSON.parse(line));
  }
}
