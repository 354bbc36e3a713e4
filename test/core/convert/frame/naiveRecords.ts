import type { FramedRecord } from "../../../../core/convert/frame/FramedRecord.ts";

type NaiveRecord = Pick<FramedRecord, "start" | "end" | "width" | "error">;

/**
 * The records of an ASCII file with commas, and in its other dialect with `\\` before quotes and `#` before comments, read off its whole text field by field: slow, and made in another way than
 * the framer, which is held to it. Errors of width are left out.
 */
export function naiveRecords(text: string, isOther = false): NaiveRecord[] {
  const records: NaiveRecord[] = [];
  for (let at = 0; at < text.length; ) {
    const comment = isOther ? /^#[^\n]*\n?/.exec(text.slice(at))?.[0].length : undefined;
    if (comment !== undefined) {
      at += comment;
      continue;
    }
    const record = nextRecord(text, at, isOther);
    if (record.end > at) records.push(record);
    at = record.end + (/^\r?\n|^\r$/.exec(text.slice(record.end))?.[0].length ?? 0);
  }
  return records;
}

function nextRecord(text: string, start: number, isOther: boolean): NaiveRecord {
  let error: FramedRecord["error"] = null;
  for (let at = start, width = 1; ; width += 1) {
    const found = nextField(text.slice(at), isOther);
    error ??= found.error;
    at += found.length;
    if (text[at] !== ",") return { start, end: at, width, error };
    at += 1;
  }
}

/** A field is closed in quotes, never closed, or goes on to the next comma or line end, whatever quotes it holds. */
function nextField(rest: string, isOther: boolean): { length: number; error: FramedRecord["error"] } {
  const quotedField = isOther ? /^"(?:\\["\\]|\\(?!["\\])|[^"\\])*"/ : /^"(?:[^"]|"")*"(?!")/;
  const closed = quotedField.exec(rest)?.[0].length;
  if (rest.startsWith('"') && closed === undefined) return { length: rest.length, error: "unclosed_quote" };
  const from = closed ?? 0;
  const more = /^[^,\n]*/.exec(rest.slice(from))?.[0] ?? "";
  const atLineEnd = from + more.length === rest.length || rest[from + more.length] === "\n";
  const length = from + (atLineEnd ? more.replace(/\r$/, "") : more).length;
  const malformed = closed === undefined ? /^[ \t]+"/.test(rest.slice(0, length)) : length > closed;
  return { length, error: malformed ? "malformed_quote" : null };
}
