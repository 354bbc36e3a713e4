import { layout } from "../commit/layout.ts";
import type { ColumnType, Rule, Value } from "../contract/ColumnSpec.ts";
import type { Contract, ContractColumn } from "../contract/Contract.ts";
import { typeName } from "../contract/typeName.ts";
import { columnOf } from "./columnOf.ts";
import { markdownCode } from "./markdownCode.ts";
import { markdownTable } from "./markdownTable.ts";

/** The page of a dataset, in Markdown: all that its contract promises to those who deliver files and to those who query. */
export function datasetPage(contract: Contract): string {
  return [
    `# ${contract.name}`,
    source(contract),
    "## Columns",
    columnTable(contract),
    ...derivedColumns(contract),
    "Each row also carries `_source`, the key of the object that it was read from, and `_run`, the run that wrote it.",
    "## Layout",
    layoutTable(contract),
    "## Warehouse",
    warehouse(contract),
  ].join("\n\n");
}

function source({ name, source: dialect }: Contract): string {
  const { delimiter, quote, decimal, nulls } = dialect;
  const tokens = nulls.map((token) => (token === "" ? "the empty field" : markdownCode(token)));
  return [
    `CSV files in ${encodingNames[dialect.encoding]} ${dialect.header ? "with a header" : "without a header"},`,
    ...(dialect.compression === "none" ? [] : [`compressed by ${dialect.compression},`]),
    `landed under ${markdownCode(`${name}/`)}:`,
    `fields are separated by ${markdownCode(delimiter)} and quoted by ${markdownCode(quote)},`,
    `the decimal separator is ${markdownCode(decimal)},`,
    `null is ${tokens.length === 0 ? "never read" : tokens.join(" or ")}.`,
    ...peculiarities(dialect),
  ].join(" ");
}

const encodingNames = { "utf-8": "UTF-8", "utf-16": "UTF-16", "windows-1252": "windows-1252" } as const;

function peculiarities({ splittable, quote, escape: mark, comment, skip }: Contract["source"]): string[] {
  return [
    ...(splittable ? ["A newline always ends a record, and quotes are only around fields or doubled in one."] : []),
    ...(mark === quote ? [] : [`A quote in quotes is written behind ${markdownCode(mark)}.`]),
    ...(comment === null ? [] : [`Lines that begin with ${markdownCode(comment)} are comments.`]),
    ...(skip === 0 ? [] : [`The first ${skip === 1 ? "line is" : `${skip} lines are`} skipped.`]),
  ];
}

function columnTable({ columns }: Contract): string {
  const rows = columns.map((column) => [
    markdownCode(column.name),
    column.header === null ? "all that are not declared, as JSON" : headerText(column.header, column.formerHeaders),
    typeText(column.type),
    nullText(column),
    column.rules.map(ruleText).join("; "),
  ]);
  return markdownTable(["Column", "Header in the file", "Type", "Null", "Rules"], rows);
}

function headerText(header: string, former: readonly string[]): string {
  return former.length === 0
    ? markdownCode(header)
    : `${markdownCode(header)}, before ${former.map(markdownCode).join(" or ")}`;
}

function derivedColumns({ transform, derived }: Contract): string[] {
  if (transform === undefined) return [];
  const by = `Rows are changed by ${markdownCode(`jobs/spark/transforms/${transform}.py`)} before they are written`;
  if (derived.length === 0) return [`${by}.`];
  const rows = derived.map(({ name, type, nullable }) => [
    markdownCode(name),
    typeName(type),
    nullable ? "allowed" : "never",
  ]);
  return [`${by}, which adds:`, markdownTable(["Column", "Type", "Null"], rows)];
}

function typeText(type: ColumnType): string {
  switch (type.kind) {
    case "decimal":
      return `${typeName(type)}${type.round === "none" ? "" : ", rounded half up"}`;
    case "real":
    case "double":
      return `${type.kind}${type.allowNaN ? ", NaN and infinities allowed" : ""}`;
    case "boolean":
      return `boolean: ${codes(type.trueTokens)} or ${codes(type.falseTokens)}`;
    case "varchar":
      return `${typeName(type)}${type.trim ? ", trimmed" : ""}${type.keepEmpty ? ", the empty field is a value" : ""}`;
    case "date":
      return `date as ${markdownCode(type.format)}`;
    case "timestamp":
      return `timestamp; without an offset in ${type.zone}${clockText(type)}`;
    default:
      return type.kind;
  }
}

function clockText({ zone, disambiguation }: Extract<ColumnType, { kind: "timestamp" }>): string {
  return zone === "UTC" ? "" : `, skipped and repeated times: ${disambiguation}`;
}

function nullText(column: ContractColumn): string {
  if (column.default !== undefined) return `becomes ${valueText(column.default)}`;
  return column.nullable ? "allowed" : "rejected";
}

function ruleText(rule: Rule): string {
  if (rule.rule === "oneOf") return `one of ${codes(rule.values)}`;
  return `from ${valueText(rule.min)} to ${valueText(rule.max)}`;
}

function valueText(value: Value): string {
  return markdownCode(value === "" ? '""' : String(value));
}

function codes(texts: readonly string[]): string {
  return texts.map((text) => valueText(text)).join(", ");
}

function layoutTable(contract: Contract): string {
  const names = (keys: readonly string[]) => keys.map((key) => markdownCode(columnOf(contract, key).name)).join(", ");
  const partitions = contract.partitions.map(
    ({ name, part, column }) => `${markdownCode(name)} (${part} of ${names([column])}, UTC)`,
  );
  const { maxShare, minRows } = contract.rejects;
  return markdownTable(
    ["What", "How"],
    [
      ["Rows", `table ${markdownCode(contract.name)}, files under ${tablePath(contract, "rows")}`],
      ["Rejects", `table ${markdownCode(`${contract.name}_rejects`)}, files under ${tablePath(contract, "rejects")}`],
      ["Partitions", partitions.join(", ") || "none"],
      ["Sorted by", names(contract.sortBy) || "the file's order"],
      ["Key", names(contract.key) || "none"],
      ["Rejects allowed", `${percent(maxShare)} of the records of a file that has at least ${minRows}; else all`],
      ["Other headers", driftText(contract)],
      ["Catalog", contract.catalog === "crawl" ? "partitions are found by a crawler" : "partitions are registered"],
      ...(contract.expectEvery === undefined
        ? []
        : [["Expected", `a file every ${contract.expectEvery}, or an alarm`]]),
    ],
  );
}

function driftText({ source: { header }, drift: { added, missing } }: Contract): string {
  if (!header) return "files have none";
  const unknown = {
    freeze: "a file with a column that is not declared is refused",
    rescue: "a column that is not declared is kept in `_rescued`",
    evolve: "a column that is not declared is added to the table, as varchar(65535)",
  }[added];
  const nullable = missing === "null" ? " or allows null" : "";
  return `${unknown}; one that has a default${nullable} may be missing`;
}

function tablePath({ name }: Contract, content: "rows" | "rejects"): string {
  return markdownCode(layout.table(content, name));
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(12))} %`;
}

function warehouse({ warehouse: { create, refresh } }: Contract): string {
  if (create.length + refresh.length === 0) return "The dataset has no SQL of its own.";
  return [
    ...(create.length === 0 ? [] : ["Run when the stack is deployed:", sqlBlock(create)]),
    ...(refresh.length === 0 ? [] : ["Run after each commit:", sqlBlock(refresh)]),
  ].join("\n\n");
}

function sqlBlock(statements: readonly string[]): string {
  const text = statements.map((statement) => `${statement.trim()};`).join("\n\n");
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}sql\n${text}\n${fence}`;
}
