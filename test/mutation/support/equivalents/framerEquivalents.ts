import type { Equivalent } from "./Equivalent.ts";
import { told } from "./told.ts";

const readers = ["reference", "duckdb"] as const;

/** Of the framer, whose records the reference and DuckDB read. */
export const framerEquivalents: readonly Equivalent[] = [
  {
    readers,
    means: told(
      "Framer.ts",
      "if («!this.markChecked && !this.dropMark(false)»)",
      "«!this.dropMark(false)») return; -> «true»",
      "if («same === length» && !final) return false; -> «true»",
      "if (same === length && «!final») return false; -> «true»",
      "if («next === cr» && at + 2 === length && !final) return false; -> «true»",
    ),
    why: "more is kept until the file goes on or ends; of its first bytes, the decoder gives a mark's or all",
  },
  {
    readers,
    means: told(
      "Framer.ts",
      "«index >= length» || bytes[index] !== byte",
      "index «>=» length || bytes[index] !== byte",
    ),
    why: "behind a file's first bytes there are zeros, which are of no byte order mark",
  },
  {
    readers,
    means: told(
      "Framer.ts",
      "const broken = «lastLine !== -1»",
      "const broken = lastLine !== -1 && «",
      "(«carriedSuspect» && this.record.number === delivered)",
      "(carriedSuspect && «this.record.number === delivered»)",
    ),
    why: "records that need not be are checked by themselves for UTF-8",
  },
  {
    readers,
    means: told("ReusedRecord.ts", "(«suspect» && !isUtf8(this.raw)"),
    why: "records that need not be are checked by themselves for UTF-8",
  },
  {
    readers,
    means: told(
      "Framer.ts",
      "if («this.recordStart === length» || this",
      "|| «this.place === inComment») return; -> «false»",
    ),
    why: "a record without bytes is never delivered",
  },
  {
    readers,
    means: told("Framer.ts", "if («splittable» && bytes[at] === lf) return this.endInQuotes"),
    why: "the scan stops at a line end in the quotes of a splittable file alone",
  },
  {
    readers,
    means: told(
      "Framer.ts",
      "(«at + 1 < length» && (bytes[at + 1] === quote",
      "(at + 1 «<» length && (bytes[at + 1] === quote",
      "at + 1 < length && «(bytes[at + 1] === quote || bytes[at + 1] === escaping)»",
    ),
    why: "what an escape stands before is text: it is passed with it, or next; behind the last byte nothing is",
  },
  {
    readers,
    means: told(
      "Framer.ts",
      "if («at + 1 < length» && ends) this.record.rewrite",
      "if (at + 1 «<» length && ends) this.record.rewrite",
    ),
    why: "a quote that is open where the file ends makes a reject of its record, which no other parser is given",
  },
  {
    readers: ["duckdb"],
    means: told(
      "Framer.ts",
      "if (escaping === -1 && «at + 1 < length» && bytes[at + 1] === quote)",
      "if (escaping === -1 && at + 1 «<» length && bytes[at + 1] === quote)",
    ),
    why: "behind a file that is shorter than a chunk there are zeros; the reference, whose chunks are short, notices",
  },
  {
    readers,
    means: told("Framer.ts", "if (at + 1 < length && «ends») this.record.rewrite = true; -> «true»"),
    why: "what need not be written anew is",
  },
  {
    readers: ["reference"],
    means: told("Framer.ts", "if («at + 1 < length && ends») this.record.rewrite = true"),
    why: "what is to be written anew is so for other parsers: DuckDB notices",
  },
  {
    readers,
    means: told("fields.ts", "text[at] === escaping && «isEscaped(text[at + 1], quote, escaping)» ? 2 : 1"),
    why: "what an escape stands before is text: it is passed with it, or next",
  },
  {
    readers,
    means: told("OpenBytes.ts", "if (needed «>» this.bytes.length)", "if (end «<=» this.checkedTo) return true"),
    why: "the buffer grows one byte sooner, and nothing is checked",
  },
  {
    readers,
    means: told("ReusedRecord.ts", "return this.width «<» this.expectedWidth"),
    why: "the equal width has been answered",
  },
];
