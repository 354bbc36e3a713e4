import { isUtf8 } from "node:buffer";
import type { FramedRecord, RecordReason } from "./FramedRecord.ts";

/** The one record object of a framer: it is filled anew for each record, so that a record costs no memory. */
export class ReusedRecord implements FramedRecord {
  number = 0;
  start = 0;
  end = 0;
  width = 0;
  error: RecordReason | null = null;
  rewrite = false;
  quoted = false;
  private bytes = new Uint8Array();
  private from = 0;
  private to = 0;
  private expectedWidth = 0;

  get raw(): Uint8Array {
    return this.bytes.subarray(this.from, this.to);
  }

  open(): void {
    this.width = 0;
    this.error = null;
    this.rewrite = false;
    this.quoted = false;
  }

  close(bytes: Uint8Array<ArrayBuffer>, base: number, from: number, to: number, suspect: boolean): void {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.start = base + from;
    this.end = base + to;
    this.width += 1;
    if (this.number === 0) this.expectedWidth = this.width;
    this.error ??= this.widthError() ?? (suspect && !isUtf8(this.raw) ? "invalid_utf8" : null);
  }

  private widthError(): RecordReason | null {
    if (this.width === this.expectedWidth) return null;
    return this.width < this.expectedWidth ? "short_row" : "long_row";
  }
}
