import type { Contract } from "../contract/Contract.ts";
import { headersOf } from "../contract/headersOf.ts";
import { SluiceError } from "../errors.ts";
import { binaryKind } from "./binaryKind.ts";
import type { FramedRecord } from "./frame/FramedRecord.ts";
import { fields } from "./frame/fields.ts";
import { recordText } from "./frame/recordText.ts";
import { likelyDelimiter } from "./likelyDelimiter.ts";
import { quotedList } from "./quotedList.ts";

/** What of a contract a header is read by. */
export type HeaderContract = Pick<Contract, "name" | "source" | "columns">;

/**
 * The names in a file's header, each once; those of the contract where files have none.
 *
 * @param header record 0 of the framer; null where the file has no record at all
 * @throws SluiceError `file.no_header`, `file.not_text`, `file.wrong_delimiter`, `file.malformed_header` or
 * `file.duplicate_header`
 */
export function headerNames(contract: HeaderContract, header: FramedRecord | null): string[] {
  const { name: where, source, columns } = contract;
  if (header === null) {
    const expected = quotedList(headersOf(columns));
    throw new SluiceError("file.no_header", "The file has no records, not even a header", {
      where,
      mend: `begin the file with the header ${expected}`,
    });
  }
  if (!source.header) return headersOf(columns);
  refuseBinary(where, header);
  const names = header.error === null ? presentNames(columns, fields(header, source)) : [];
  refuseOtherDelimiter(contract, header, names);
  if (header.error !== null) {
    throw new SluiceError("file.malformed_header", `The header is unreadable (${header.error})`, {
      where,
      mend: "write it as RFC 4180 has it, in UTF-8",
    });
  }
  refuseDuplicates(where, names);
  return names;
}

function refuseBinary(where: string, { raw }: FramedRecord): void {
  const kind = binaryKind(raw);
  if (kind === undefined) return;
  throw new SluiceError("file.not_text", `The file is no CSV in UTF-8, but ${kind}`, {
    where,
    mend: "land it as CSV in UTF-8, or declare how it is written in csv({ ... })",
  });
}

/** A name that a column had before counts as its present one. */
function presentNames(columns: HeaderContract["columns"], names: readonly string[]): string[] {
  const present = new Map(columns.flatMap(({ header, formerHeaders }) => formerHeaders.map((name) => [name, header])));
  return names.map((name) => present.get(name) ?? name);
}

/** Quoted names under another delimiter than the contract's look like one field with text behind its quote. */
function refuseOtherDelimiter(
  { name: where, source: { delimiter }, columns }: HeaderContract,
  { error, raw }: FramedRecord,
  names: readonly string[],
): void {
  const text = recordText(raw);
  const isOne = error === null ? names.length === 1 : error === "malformed_quote" && !text.includes(delimiter);
  if (!isOne || headersOf(columns).some((header) => names.includes(header))) return;
  const seeming = likelyDelimiter(text);
  if (seeming === undefined || seeming === delimiter) return;
  const [declared, found] = [JSON.stringify(delimiter), JSON.stringify(seeming)];
  throw new SluiceError("file.wrong_delimiter", `The header is one field by the delimiter ${declared}`, {
    where,
    mend: `it seems to be written with ${found}: land it with the contract's, or declare csv({ delimiter: ${found} })`,
  });
}

function refuseDuplicates(where: string, names: readonly string[]): void {
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  if (repeated.length === 0) return;
  throw new SluiceError("file.duplicate_header", `The header names ${quotedList(repeated)} more than once`, {
    where,
    mend: "give each column of the file a name of its own",
  });
}
