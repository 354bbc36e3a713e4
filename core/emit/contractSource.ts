import type { ColumnType } from "../contract/ColumnSpec.ts";
import { type CsvDialect, csv } from "../contract/csv.ts";
import type { ColumnDraft, ContractDraft } from "../contract/infer/ContractDraft.ts";
import { typescriptLiteral } from "./typescriptLiteral.ts";

/** Comments of a drafted contract: each a text on one line, in printable characters. */
export interface DraftNotes {
  /** Above the dataset. */
  readonly file: readonly string[];
  /** Above each column, by its key. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Behind the columns: options that the contract might have. */
  readonly options: readonly string[];
}

/**
 * A drafted contract as TypeScript, to be formatted.
 * @param core path of the folder `core`, from where the text is kept
 */
export function contractSource(draft: ContractDraft, notes: DraftNotes, core = "../core"): string {
  const { name, source, columns } = draft;
  const from = (file: string) => typescriptLiteral(`${core}/contract/${file}.ts`);
  return [
    `import { csv } from ${from("csv")};`,
    `import { dataset } from ${from("dataset")};`,
    `import { t } from ${from("t")};`,
    "",
    ...notes.file.map(comment),
    `export const ${constantName(name)} = dataset(${typescriptLiteral(name)}, {`,
    `source: ${sourceText(source)},`,
    "columns: {",
    ...columns.flatMap((column) => [...(notes.columns[column.key] ?? []).map(comment), columnText(column)]),
    "},",
    ...notes.options.map(comment),
    "});",
    "",
  ].join("\n");
}

/** Characters of a comment's line, its indentation excluded. */
const lineLength = 110;

/** A text as lines of comment, broken between words. */
function comment(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length > lineLength) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line) => `// ${line}`).join("\n");
}

/** What of a dialect its author has to write. */
function sourceText(dialect: CsvDialect): string {
  const usual: Readonly<Record<string, unknown>> = { ...csv(), escape: dialect.quote };
  const told = Object.entries(dialect)
    .filter(([option, value]) => JSON.stringify(value) !== JSON.stringify(usual[option]))
    .map(([option, value]) => `${option}: ${valueText(value)}`);
  return told.length === 0 ? "csv()" : `csv({ ${told.join(", ")} })`;
}

function valueText(value: CsvDialect[keyof CsvDialect]): string {
  if (Array.isArray(value)) return list(value);
  return typeof value === "string" ? typescriptLiteral(value) : String(value);
}

function columnText({ key, header, type, nullable }: ColumnDraft): string {
  const from = header === key ? "" : `.from(${typescriptLiteral(header)})`;
  return `${key}: t.${typeText(type)}${nullable ? ".nullable()" : ""}${from},`;
}

function typeText(type: ColumnType): string {
  switch (type.kind) {
    case "decimal":
      return `decimal(${type.precision}, ${type.scale})`;
    case "varchar":
      return `varchar(${type.bytes})`;
    case "boolean":
      return type.trueTokens.join() === "true" && type.falseTokens.join() === "false"
        ? "boolean()"
        : `boolean({ true: ${list(type.trueTokens)}, false: ${list(type.falseTokens)} })`;
    case "date":
      return type.format === "YYYY-MM-DD" ? "date()" : `date({ format: ${typescriptLiteral(type.format)} })`;
    case "double":
    case "real":
      return type.allowNaN ? `${type.kind}().allowNaN()` : `${type.kind}()`;
    default:
      return `${type.kind}()`;
  }
}

function list(texts: readonly string[]): string {
  return `[${texts.map(typescriptLiteral).join(", ")}]`;
}

/** Words that no constant of a module can be called, and what the text itself imports. */
const taken: readonly string[] = [
  ..."arguments await break case catch class const continue csv dataset debugger default delete do else enum".split(
    " ",
  ),
  ..."eval export extends false finally for function if implements import in instanceof interface let new".split(" "),
  ..."null package private protected public return static super switch t this throw true try typeof".split(" "),
  ..."undefined var void while with yield".split(" "),
];

function constantName(dataset: string): string {
  const name = dataset.replace(/_+([a-z0-9]?)/g, (_, letter: string) => letter.toUpperCase());
  return taken.includes(name) ? `${name}Dataset` : name;
}
