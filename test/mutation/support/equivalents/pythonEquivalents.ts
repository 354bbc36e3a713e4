import type { Equivalent } from "./Equivalent.ts";
import { told } from "./told.ts";

const readers = ["python"] as const;

/** Of the Spark job's framing. */
export const pythonEquivalents: readonly Equivalent[] = [
  {
    readers,
    means: told(
      "frame.py",
      "closes = (quotes == last)« | »(behind",
      "(behind == dialect.delimiter)« | »(behind == LF)",
      "(behind == LF)« | »is_return",
      "((quotes« + »2 > last)",
      "(quotes + 2 > last)« | »(data",
      "opens = (quotes == 0)« | »(before",
      "(before == dialect.delimiter)« | »(before == LF) -> « & »",
      "if dialect.escape != dialect.quote« and »dialect.escape in data",
      "(data[np.minimum(quotes + «2», last)] == LF)) -> «1»",
      "(quotes + «2» > last) | (data[np.minimum(quotes + 2, last)] == LF)) -> «1»",
    ),
    why: "a window whose quotes are not taken for sound is read record by record, to the same records",
  },
  {
    readers,
    means: told("frame.py", "np.searchsorted(returns, stops)« > »"),
    why: "what need not be rewritten is",
  },
  {
    readers,
    means: told(
      "frame_slowly.py",
      "(has_escape« and »data.find(dialect.escape",
      "data.find(mark, text, stop)« != »-1",
      "rewrite = «False»",
      'data.find(b"«\\r»\\n", at, closed)',
      'data.find(b"\\r«\\n»", at, closed)',
    ),
    why: "what need not be rewritten is",
  },
  {
    readers,
    means: told("frame.py", "if dialect.splittable« and »quotes_before is not None"),
    why: "only of a splittable file the quotes before each line are counted",
  },
  {
    readers,
    means: told(
      "frame.py",
      "np.minimum(starts, codes.size« - »1)",
      "np.minimum(starts, codes.size - «1») -> «0»",
      "codes.size - «1»)] != dialect.comment -> «0»",
    ),
    why: "no record starts behind the last byte",
  },
  {
    readers,
    means: told("frame.py", "if dialect.comment is not None« and »starts.size"),
    why: "no byte is None, and of no lines none is a comment",
  },
  {
    readers,
    means: told("frame.py", "stops[(ends« > »starts) &"),
    why: "before the end of an empty line there is no CR",
  },
  {
    readers,
    means: told("frame.py", "if final and consumed« < »len(data)"),
    why: "an empty line is no record",
  },
  {
    readers,
    means: told("frame.py", "np.concatenate(([0], lines + «1»)) -> «0»"),
    why: "a line end is no quote",
  },
  {
    readers,
    means: told("frame_slowly.py", "at + «1», closed) != -1) -> «0»"),
    why: "a quote is no escape",
  },
  {
    readers,
    means: told("frame.py", "if ends.size« and »CR in data"),
    why: "of no lines none ends in CR",
  },
  {
    readers,
    means: told("frame_slowly.py", "None, False), simple_end + «1») -> «0»", "rewrite), end + «1» -> «0»"),
    why: "a line end alone is no record",
  },
  {
    readers,
    means: told("frame.py", "consumed = int(ends[-1]) + «1» if ends.size else 0 -> «0»"),
    why: "a line end alone is no record",
  },
  {
    readers,
    means: told("open_file.py", "else line + «1» -> «0»"),
    why: "a line end alone is no record",
  },
  {
    readers,
    means: told("frame_slowly.py", "closed + «1» == len(data)", "closed« + »1 == len(data)"),
    why: "a record without a line end is waited for anyway",
  },
  {
    readers,
    means: told("frame_slowly.py", "if at« < »escape + step"),
    why: "what is looked for from its own place is found there",
  },
  {
    readers,
    means: told("ranges.py", "if begin == 0 and at« >= »last"),
    why: "one more piece is looked into, of which nothing counts",
  },
  {
    readers,
    means: told("frame.py", "np.arange(quotes.size)« - »before[line_of]", "passed« - »quotes_before"),
    why: "a difference is even where the sum is",
  },
  {
    readers,
    means: told("frame_slowly.py", "return None if line == -1« and »not final"),
    why: "a comment is kept until the file goes on or ends",
  },
  {
    readers,
    means: told("frame_slowly.py", "return end - 1 if end« > »start"),
    why: "before an empty field there is no CR, and an empty line is no record",
  },
  {
    readers,
    means: told("decode.py", "if len(start)« >= »len(codecs.BOM_UTF16)"),
    why: "one more chunk is waited for",
  },
  {
    readers,
    means: told("frame_slowly.py", "Record(start, start, «1», None, False)", "Record(start, start, 1, None, «False»)"),
    why: "of a comment's record nothing is read but that it is empty",
  },
  {
    readers,
    means: told(
      "frame_slowly.py",
      "else «1» -> «2»",
      "data[escape + «1»] in (dialect.quote, dialect.escape) else 1 -> «0»",
    ),
    why: "what an escape stands before is text: it is passed with it, or next",
  },
  {
    readers,
    means: told("frame_slowly.py", "line« < »delimited", "escape« < »at"),
    why: "two different bytes are never at one place",
  },
  {
    readers,
    means: told(
      "open_file.py",
      "len(data)« >= »CHUNK",
      "CHUNK« and »data.find(LF)",
      "data.find(LF)« != »-1",
      "if «len(data) >= CHUNK and data.find(LF) != -1»",
      "begin + «2» * len(data)) -> «3»",
    ),
    why: "the header is looked for in more bytes at once, or in fewer",
  },
  {
    readers,
    means: told(
      "ranges.py",
      "source.chunk // «16»",
      "if at - opened« >= »range_bytes",
      "if «at - opened >= range_bytes»",
      "if at« - »opened >= range_bytes",
      "max(«1», source.chunk // 16) -> «2»",
      "if len(rest)« < »wanted",
      "if «len(rest) < wanted»",
      "wanted = «2» * len(rest)",
      "if measured[1] == «0»",
    ),
    why: "a range, and what is read at once, may be longer or shorter",
  },
  {
    readers,
    means: told("ranges.py", "max(«0», last - piece_at)) + 1 -> «1»"),
    why: "a line is looked for only in a piece that begins before the range's last byte",
  },
  {
    readers,
    means: told("ranges.py", "if at« > »opened"),
    why: "a range of no bytes has no records",
  },
  {
    readers,
    means: told("ranges.py", "Range(opened, at, first, is_aligned=«True»)"),
    why: "only of a splittable file, which is divided unread, a range may begin within a line",
  },
  {
    readers,
    means: told("ranges.py", "source.size), «0», is_aligned=at == start)"),
    why: "the number of a divided range's first record is counted before it is read",
  },
  {
    readers,
    means: told("ranges.py", "initial=«0»)), dialect) -> «1»"),
    why: "a record may have a byte",
  },
  {
    readers,
    means: told("ranges.py", 'len(b"«\\r»\\n")', 'len(b"\\r«\\n»")'),
    why: "behind the text of an open record no more than a CR has been read",
  },
  {
    readers,
    means: told("ranges.py", "+ 1 if at« > »last else 0"),
    why: "no line end is found where no byte is left",
  },
  {
    readers,
    means: told(
      "split.py",
      "(behind > «2»).any() or ((behind == 2) & _is_newline(data, window.stops)).any()) -> «1»",
      "whole = plain.size == count and window.consumed« == »len(data)",
      "len(data))« - »window.stops",
      "window.starts[0]« > »0 or",
      "(behind« > »2).any()",
      "(behind == 2)« & »_is_newline(",
    ),
    why: "records are joined anew that need not be",
  },
  {
    readers,
    means: told(
      "split.py",
      "use_threads=«False»",
      "block_size=len(text) + «1»",
      "strings_can_be_null=«False»",
      "check_utf8=«False»",
      "ignore_empty_lines=«False»",
    ),
    why: "what Arrow is given has no blank lines, is UTF-8, and fits a block; and no text stands for null",
  },
  {
    readers,
    means: told("split.py", "np.minimum(places, codes.size - «1»)] == 0x0A -> «2»"),
    why: "behind the last byte but one there are no two",
  },
  {
    readers,
    means: told("split.py", '"short_row" if window.widths[index]« < »width'),
    why: "a width that is the header's is not looked at",
  },
  {
    readers,
    means: told("split.py", "strict=«True»"),
    why: "records of other widths are errors by then",
  },
];
