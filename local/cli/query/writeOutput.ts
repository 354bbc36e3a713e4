import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { csvText } from "./formats/csvText.ts";
import { jsonText } from "./formats/jsonText.ts";
import { tableText } from "./formats/tableText.ts";
import { writeParquet } from "./formats/writeParquet.ts";
import type { Output, TextFormat } from "./Output.ts";
import type { Result } from "./Result.ts";

const texts: Readonly<Record<TextFormat, (result: Result) => AsyncIterable<string>>> = {
  table: tableText,
  csv: csvText,
  json: jsonText,
};

/**
 * Writes a result page by page; a file appears, or is replaced, when all of it is there.
 * @throws AbortError when `signal` aborts.
 */
export async function writeOutput(result: Result, output: Output, signal: AbortSignal): Promise<void> {
  if (output.format === "parquet") return appear(output.file, (part) => writeParquet(result, part, signal));
  const text = Readable.from(texts[output.format](result));
  if (output.file === undefined) return print(text, signal);
  return appear(output.file, (part) => pipeline(text, createWriteStream(part), { signal }));
}

async function appear(file: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    await write(part);
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
}

/** A reader that has seen enough (`| head`) closes the pipe: that is no error. */
async function print(text: Readable, signal: AbortSignal): Promise<void> {
  try {
    await pipeline(text, process.stdout, { end: false, signal });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
}
