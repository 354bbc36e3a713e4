import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { StringDecoder } from "node:string_decoder";

/** The longest line that is waited for, in UTF-16 code units: as much as an event of CloudWatch holds. */
const longest = 256 * 1024;

/** Keeps what a process writes in a file, and hands its lines on as they become whole. */
export class RunLog {
  readonly #file: string;
  readonly #tell: (lines: readonly string[]) => void;
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";

  constructor(file: string, tell: (lines: readonly string[]) => void) {
    this.#file = file;
    this.#tell = tell;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, "");
  }

  write(bytes: Buffer): void {
    appendFileSync(this.#file, bytes);
    const lines = (this.#rest + this.#decoder.write(bytes)).split(/\r?\n/);
    this.#rest = lines.pop() ?? "";
    if (this.#rest.length > longest) lines.push(this.#take());
    if (lines.length > 0) this.#tell(lines);
  }

  /** A line of the host's own. */
  note(line: string): void {
    this.end();
    this.write(Buffer.from(`${line}\n`));
  }

  /** Hands on a last line that has no end. */
  end(): void {
    const rest = this.#take() + this.#decoder.end();
    if (rest !== "") this.#tell([rest]);
  }

  #take(): string {
    const rest = this.#rest;
    this.#rest = "";
    return rest;
  }
}
