/** A table of a Markdown page, and the heading that it stands under. */
export interface MarkdownTable {
  readonly heading: string;
  /** The last line of text before it. */
  readonly caption: string;
  readonly head: readonly string[];
  /** Cells as they are written, their escaped pipes undone. */
  readonly rows: readonly (readonly string[])[];
}

/** The tables of a Markdown page: runs of lines that begin with a pipe, the second of them dashes. */
export function markdownTables(page: string): MarkdownTable[] {
  const tables: { heading: string; caption: string; lines: string[][] }[] = [];
  let heading = "";
  let caption = "";
  let isOpen = false;
  for (const line of page.split("\n")) {
    if (/^#+ /.test(line)) heading = line.replace(/^#+ /, "");
    if (line.startsWith("|")) {
      if (!isOpen) tables.push({ heading, caption, lines: [] });
      tables.at(-1)?.lines.push(cells(line));
    } else if (line !== "") {
      caption = line;
    }
    isOpen = line.startsWith("|");
  }
  return tables.map(({ heading: under, caption: said, lines: [head = [], rule = [], ...rows] }) => {
    if (!rule.every((cell) => /^:?-+:?$/.test(cell)))
      throw new Error(`No rule below the head of a table in "${under}"`);
    const ragged = rows.find((row) => row.length !== head.length);
    if (ragged)
      throw new Error(`A row in "${under}" has ${ragged.length} cells, not ${head.length}: ${ragged.join("|")}`);
    return { heading: under, caption: said, head, rows };
  });
}

/** GFM takes a pipe for the end of a cell, in code spans too, unless a backslash stands before it. */
function cells(line: string): string[] {
  const inner = line.trim().replace(/^\||(?<!\\)\|$/g, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** The texts of the code spans of a cell, in order. */
export function codeSpans(cell: string): string[] {
  return [...cell.matchAll(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g)].map(([, , text = ""]) =>
    /^ .*[^ ].* $/.test(text) ? text.slice(1, -1) : text,
  );
}
