import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { ColumnMetadata, Field } from "./results.ts";

export type Status = "SUBMITTED" | "STARTED" | "FINISHED" | "FAILED" | "ABORTED";

/** What became of one SQL text of a statement. */
export interface Part {
  readonly sql: string;
  status: Status;
  /** Milliseconds since 1970. */
  updatedAt: number;
  startedAt?: number;
  /** Nanoseconds. */
  duration: number;
  /** Rows given or changed; -1 while that is not known. */
  rows: number;
  error?: string;
  columns?: readonly ColumnMetadata[];
}

/** A statement as it was asked for, and how it went. */
export interface StoredStatement {
  readonly id: string;
  readonly region: string;
  readonly workgroup: string;
  readonly database: string;
  readonly caller: string;
  readonly user: string;
  readonly name: string | undefined;
  readonly isBatch: boolean;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly clientToken: string | undefined;
  readonly secretArn: string | undefined;
  readonly queryId: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  status: Status;
  readonly parts: readonly Part[];
}

/** Milliseconds that a statement and its result are kept, as on AWS. */
const kept = 24 * 3_600_000;
const chunk = 1024 * 1024;

/**
 * The statements of a region as files: `<id>.json`, and `<id>.<part>.jsonl` with a line a row. A statement that a stopped
 * host left under way has failed; after a day it is gone.
 */
export class StatementStore {
  readonly #folder: string;
  readonly #statements = new Map<string, StoredStatement>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
      this.#load(JSON.parse(readFileSync(join(folder, file), "utf8")));
    }
  }

  /** Newest first. */
  all(): StoredStatement[] {
    return [...this.#statements.values()].sort((a, b) => b.createdAt - a.createdAt || b.queryId - a.queryId);
  }

  find(id: string): StoredStatement | undefined {
    const found = this.#statements.get(id);
    return found !== undefined && isFresh(found) ? found : undefined;
  }

  nextQueryId(): number {
    return Math.max(0, ...[...this.#statements.values()].map(({ queryId }) => queryId)) + 1;
  }

  put(statement: StoredStatement): void {
    this.#statements.set(statement.id, statement);
    const file = join(this.#folder, `${statement.id}.json`);
    writeFileSync(`${file}.new`, JSON.stringify(statement, undefined, 2));
    renameSync(`${file}.new`, file);
  }

  addRows(id: string, part: number, rows: readonly (readonly Field[])[]): void {
    appendFileSync(this.#rowsFile(id, part), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  }

  /** Bytes of a result. */
  size(id: string, part: number): number {
    const file = this.#rowsFile(id, part);
    return existsSync(file) ? statSync(file).size : 0;
  }

  /** Whole rows from an offset in bytes, about a megabyte of them, and the offset of the rest, if any. */
  rows(id: string, part: number, from: number): { rows: Field[][]; next: number | undefined } {
    const size = this.size(id, part);
    let text = Buffer.alloc(0);
    while (!text.includes(10) && from + text.length < size) {
      text = Buffer.concat([text, this.#read(id, part, from + text.length)]);
    }
    const end = text.lastIndexOf(10) + 1;
    const lines = text.toString("utf8", 0, end).split("\n").slice(0, -1);
    return { rows: lines.map((line) => JSON.parse(line)), next: from + end < size ? from + end : undefined };
  }

  #read(id: string, part: number, from: number): Buffer {
    const file = openSync(this.#rowsFile(id, part), "r");
    try {
      const buffer = Buffer.alloc(chunk);
      return buffer.subarray(0, readSync(file, buffer, 0, chunk, from));
    } finally {
      closeSync(file);
    }
  }

  #load(statement: StoredStatement): void {
    if (!isFresh(statement)) {
      rmSync(join(this.#folder, `${statement.id}.json`), { force: true });
      for (const part of statement.parts.keys()) rmSync(this.#rowsFile(statement.id, part), { force: true });
      return;
    }
    this.#statements.set(statement.id, statement);
    const isUnderWay = statement.status === "SUBMITTED" || statement.status === "STARTED";
    if (isUnderWay) {
      const left = statement.parts.find(({ status }) => status !== "FINISHED");
      Object.assign(left ?? {}, { status: "FAILED", error: "ERROR: the local host stopped while the statement ran" });
      this.put(Object.assign(statement, { status: "FAILED" }));
    }
  }

  #rowsFile(id: string, part: number): string {
    return join(this.#folder, `${id}.${part}.jsonl`);
  }
}

function isFresh({ createdAt }: StoredStatement): boolean {
  return Date.now() - createdAt < kept;
}
