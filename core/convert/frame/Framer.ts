import type { CsvDialect } from "../../contract/csv.ts";
import { SluiceError } from "../../errors.ts";
import type { FramedRecord } from "./FramedRecord.ts";
import { OpenBytes } from "./OpenBytes.ts";
import { ReusedRecord } from "./ReusedRecord.ts";

const lf = 0x0a;
const cr = 0x0d;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** What a byte is in an unquoted field; it runs over those up to the delimiter, which is 1 so that they add up. */
const text = 0;
const separator = 1;
const special = 2;

/** Where the scan is: before a field's first byte, in an unquoted or in a quoted field, or in a comment. */
const atField = 0;
const unquoted = 1;
const quoted = 2;
const inComment = 3;

/**
 * Cuts a CSV file into records: the one definition of what a record is. Memory is bounded by a chunk and the longest
 * record; an unclosed quote makes one record of all that follows it.
 *
 * - LF, CRLF and a CR at the end of the file end a record; a CR elsewhere is text. Lines without text are no records.
 * - A quote inside an unquoted field is text. Text behind a closing quote and blanks before an opening one are
 *   `malformed_quote`: the field then goes on as an unquoted one, so that the next line is a record again.
 * - A byte order mark at the start of the file is dropped. A line that begins with the comment character is no record.
 * - Within quotes, an escape other than the quote makes text of a quote or an escape behind it.
 * - In a splittable file each line is framed as if it stood alone behind the header: a line end in quotes ends the record
 *   as `unclosed_quote`, and a quote inside an unquoted field is `malformed_quote`, as half of a field ends in one.
 *
 * @throws SluiceError `file.long_record` for a record of more bytes than the dialect allows
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @example
 * const framer = new Framer(contract.source, (record) => console.log(record.number, record.width));
 * for await (const chunk of stream) framer.push(chunk);
 * framer.end();
 */
export class Framer {
  private readonly delimiter: number;
  private readonly quote: number;
  /** -1 where quotes are doubled; so is a comment where there is none. */
  private readonly escaping: number;
  private readonly comment: number;
  private readonly longest: number;
  private readonly splittable: boolean;
  private readonly kinds = new Uint8Array(256).fill(text);
  private readonly onRecord: (record: FramedRecord) => void;
  private readonly record = new ReusedRecord();

  private readonly open = new OpenBytes();
  private markChecked = false;

  private at = 0;
  private place = atField;
  private recordStart = 0;

  /** A broken byte makes each record near it be checked alone. */
  private suspect = false;

  constructor(dialect: CsvDialect, onRecord: (record: FramedRecord) => void) {
    this.delimiter = dialect.delimiter.charCodeAt(0);
    this.quote = dialect.quote.charCodeAt(0);
    this.escaping = dialect.escape === dialect.quote ? -1 : dialect.escape.charCodeAt(0);
    this.comment = dialect.comment?.charCodeAt(0) ?? -1;
    this.longest = dialect.maxRecordBytes;
    this.splittable = dialect.splittable;
    this.onRecord = onRecord;
    for (const byte of [this.quote, lf, cr]) this.kinds[byte] = special;
    this.kinds[this.delimiter] = separator;
  }

  /** Takes the next bytes of the file, cut anywhere, and calls back for each record that they complete. */
  push(chunk: Uint8Array): void {
    this.open.append(chunk);
    if (!this.markChecked && !this.dropMark(false)) return;
    const carriedSuspect = this.suspect;
    const lastLine = chunk.lastIndexOf(lf);
    const broken = lastLine !== -1 && !this.open.isUtf8To(this.open.length - chunk.length + lastLine + 1);
    this.suspect = carriedSuspect || broken;
    const delivered = this.record.number;
    this.scan(false);
    this.suspect = broken || (carriedSuspect && this.record.number === delivered);
    this.requireShort(this.open.length - 2);
    this.open.forget(this.recordStart);
    this.at -= this.recordStart;
    this.recordStart = 0;
  }

  /** Ends the file, and calls back for a last record that no line end closes. */
  end(): void {
    const { length } = this.open;
    if (!this.markChecked) this.dropMark(true);
    if (!this.open.isUtf8To(length)) this.suspect = true;
    this.scan(true);
    if (this.recordStart === length || this.place === inComment) return;
    if (this.place === quoted) this.record.error ??= "unclosed_quote";
    this.deliver(length, length);
  }

  /** Answers whether enough bytes are there to tell. */
  private dropMark(final: boolean): boolean {
    const { bytes, length } = this.open;
    const same = byteOrderMark.findIndex((byte, index) => index >= length || bytes[index] !== byte);
    if (same === length && !final) return false;
    if (same === -1) this.at = this.recordStart = byteOrderMark.length;
    this.markChecked = true;
    return true;
  }

  /** Scans up to the last byte, or to one whose meaning the next byte decides. */
  private scan(final: boolean): void {
    while (this.at < this.open.length) {
      if (this.place === atField) this.openField();
      if (this.place === inComment) this.skipComment();
      else if (!(this.place === quoted ? this.scanQuoted(final) : this.scanUnquoted(final))) return;
    }
  }

  /** Runs to the end of a line that is no record. Its bytes need not be kept. */
  private skipComment(): void {
    const { bytes, length } = this.open;
    const end = bytes.subarray(0, length).indexOf(lf, this.at);
    this.at = this.recordStart = end === -1 ? length : end + 1;
    if (end !== -1) this.place = atField;
  }

  private openField(): void {
    const byte = this.open.bytes[this.at];
    if (this.at === this.recordStart && byte === this.comment) {
      this.place = inComment;
      return;
    }
    this.place = unquoted;
    if (byte === this.quote) this.openQuote();
  }

  private openQuote(): void {
    this.place = quoted;
    this.record.quoted = true;
    this.at += 1;
  }

  /** Runs over unquoted fields to the end of the record, to a quoted field, or to the end of the bytes. */
  private scanUnquoted(final: boolean): boolean {
    const { quote } = this;
    const { bytes, length } = this.open;
    for (;;) {
      this.countDelimiters();
      const { at } = this;
      if (at === length) return true;
      const byte = bytes[at];
      if (byte === lf) {
        this.deliver(at, at + 1);
        return true;
      }
      if (byte === quote) {
        if (this.isFieldStart(at)) {
          this.openQuote();
          return true;
        }
        this.meetStrayQuote(at);
      } else {
        if (at + 1 === length && !final) return false;
        if (at + 1 === length || bytes[at + 1] === lf) {
          this.deliver(at, Math.min(at + 2, length));
          return true;
        }
        this.record.rewrite = true;
      }
      this.at = at + 1;
    }
  }

  /** Runs over text and delimiters to what is neither: most bytes of most files are met by this loop alone. */
  private countDelimiters(): void {
    const { kinds } = this;
    const { bytes, length } = this.open;
    let { at } = this;
    let delimiters = 0;
    for (; at < length; at += 1) {
      const kind = kinds[bytes[at] as number] as number;
      if (kind === special) break;
      delimiters += kind;
    }
    this.at = at;
    this.record.width += delimiters;
  }

  /** Of a byte that is not in a quoted field. */
  private isFieldStart(at: number): boolean {
    return at === this.recordStart || this.open.bytes[at - 1] === this.delimiter;
  }

  private scanQuoted(final: boolean): boolean {
    const { quote, splittable, escaping } = this;
    const { bytes, length } = this.open;
    const other = splittable ? lf : escaping;
    let at = this.at;
    while (at < length && bytes[at] !== quote && bytes[at] !== cr && bytes[at] !== other) at += 1;
    this.at = at;
    if (at === length) return true;
    if (splittable && bytes[at] === lf) return this.endInQuotes(at, at + 1);
    if (at + 1 === length && !final) return false;
    if (bytes[at] === escaping) {
      this.record.rewrite = true;
      this.at = at + (at + 1 < length && (bytes[at + 1] === quote || bytes[at + 1] === escaping) ? 2 : 1);
      return true;
    }
    if (bytes[at] === cr) {
      const ends = at + 1 === length || bytes[at + 1] === lf;
      if (splittable && ends) return this.endInQuotes(at, Math.min(at + 2, length));
      if (at + 1 < length && ends) this.record.rewrite = true;
      this.at = at + 1;
      return true;
    }
    if (escaping === -1 && at + 1 < length && bytes[at + 1] === quote) {
      this.at = at + 2;
      return true;
    }
    return this.closeQuote(at, final);
  }

  /** Decides what the byte behind a closing quote makes of the field. */
  private closeQuote(at: number, final: boolean): boolean {
    const { bytes, length } = this.open;
    const next = at + 1 < length ? bytes[at + 1] : lf;
    if (next === cr && at + 2 === length && !final) return false;
    const ends = next === lf || (next === cr && (at + 2 === length || bytes[at + 2] === lf));
    if (next === this.delimiter) {
      this.record.width += 1;
      this.at = at + 2;
      this.place = atField;
    } else if (ends) {
      this.deliver(at + 1, Math.min(at + (next === cr ? 3 : 2), length));
    } else {
      this.record.error ??= "malformed_quote";
      this.at = at + 1;
      this.place = unquoted;
    }
    return true;
  }

  private requireShort(end: number): void {
    if (end - this.recordStart <= this.longest) return;
    const what = `Record ${this.record.number} is longer than ${this.longest} bytes`;
    const mend = "close its quotes, or declare csv({ maxRecordBytes })";
    throw new SluiceError("file.long_record", what, { mend });
  }

  private endInQuotes(end: number, next: number): boolean {
    this.record.error ??= "unclosed_quote";
    this.deliver(end, next);
    return true;
  }

  private meetStrayQuote(at: number): void {
    if (this.record.error !== null) return;
    let before = at;
    while (!this.isFieldStart(before) && isBlank(this.open.bytes[before - 1])) before -= 1;
    if (this.splittable || this.isFieldStart(before)) this.record.error = "malformed_quote";
    else this.record.rewrite = true;
  }

  private deliver(end: number, next: number): void {
    const { record, recordStart } = this;
    const { bytes, base } = this.open;
    if (end > recordStart) {
      this.requireShort(end);
      record.close(bytes, base, recordStart, end, this.suspect);
      this.onRecord(record);
      record.number += 1;
    }
    record.open();
    this.recordStart = this.at = next;
    this.place = atField;
  }
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}
