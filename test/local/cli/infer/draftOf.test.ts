import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contract } from "../../../../core/contract/Contract.ts";
import { convert } from "../../../../core/convert/convert.ts";
import { projectFolder } from "../../../../local/cli/folders.ts";
import { draftOf } from "../../../../local/cli/infer/draftOf.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(projectFolder, ".sluice-infer-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file and drafts its contract. */
async function drafted(name: string, content: string | Uint8Array, rows = 1000): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return (await draftOf({ paths: [path], name: "drafted", rows })).source;
}

/** Writes several and drafts one contract of them. */
async function draftedOf(files: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const paths = Object.keys(files).map((name) => join(folder, name)) as [string, ...string[]];
  return (await draftOf({ paths, name: "drafted", rows: 1000 })).source;
}

const hostile = [
  '*/,`\u0024{x},class,Class,"a\nb",,"q""uote\\",😀,__proto__,constructor,1st,\u2028x,日付,"\u202eevil"',
  '"*/ alert(1) /*","`\u0024{1}`","x\ny",\u2028,"//",\\,"""",😀,1,2,3,4,5,6',
].join("\n");

/** All that there are where there is time, else those that differ in kind. */
const isSoak = process.env.SLUICE_SOAK === "1";
const vega = isSoak
  ? "*"
  : "{airports,birdstrikes,gapminder-health-income,github,seattle-weather-hourly-normals,stocks}";
const spectrum = isSoak ? "*" : "{empty_crlf,json,location_coordinates,quotes_and_newlines,utf8}";
const realFiles = [
  ...globSync(join(projectFolder, `node_modules/vega-datasets/data/${vega}.csv`)),
  ...globSync(join(projectFolder, `node_modules/csv-spectrum/csvs/${spectrum}.csv`)),
  join(projectFolder, "datasets/samples/readings-dirty.csv"),
];

describe("contracts drafted of real and of hostile files", () => {
  const sources: { path: string; text: string; outcome: readonly string[] }[] = [];

  beforeAll(async () => {
    writeFileSync(join(folder, "hostile.csv"), hostile);
    for (const [index, file] of [...realFiles, join(folder, "hostile.csv")].entries()) {
      const name = `drafted_${index}`;
      const { source, outcome } = await draftOf({
        paths: [file],
        name,
        rows: Number.POSITIVE_INFINITY,
        core: "../core",
      });
      writeFileSync(join(folder, `${name}.ts`), source);
      sources.push({ path: file, text: source, outcome });
    }
  }, 120_000);

  it("are TypeScript that the compiler takes", () => {
    const config = ts.readConfigFile(join(projectFolder, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, projectFolder);
    const files = sources.map((_, index) => join(folder, `drafted_${index}.ts`));
    const found = ts.getPreEmitDiagnostics(ts.createProgram(files, options));
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  });

  it("are in the project's format, and without errors of its linter", () => {
    const biome = [
      "node_modules/@biomejs/biome/bin/biome",
      "check",
      "--vcs-enabled=false",
      "--diagnostic-level=error",
      folder,
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, biome, { cwd: projectFolder, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`Checked ${sources.length} files`);
  });

  it("convert their files as they say, by the reference", async () => {
    for (const [index, { path, outcome }] of sources.entries()) {
      const module: Record<string, Contract> = await import(join(folder, `drafted_${index}.ts`));
      const [contract] = Object.values(module) as [Contract];
      const { read, rows, rejects } = convert(contract, readFileSync(path));
      const told = rejects.length === 0 ? "none rejected" : `${rejects.length} rejected (`;
      expect(outcome).toEqual([expect.stringContaining(`: ${read} records, ${rows.length} read, ${told}`)]);
    }
  });

  it("reject nothing of what is clean", () => {
    const rejecting = sources.filter(({ outcome }) => !outcome[0]?.endsWith("none rejected"));
    expect(rejecting.map(({ path }) => basename(path))).toEqual(["location_coordinates.csv", "readings-dirty.csv"]);
  });
});

describe("a drafted contract", () => {
  it("tells of the bird strikes what its author knew", async () => {
    const path = join(projectFolder, "node_modules/vega-datasets/data/birdstrikes.csv");
    const { source } = await draftOf({ paths: [path], name: "birdstrikes", rows: Number.POSITIVE_INFINITY });
    expect(source).toContain('export const birdstrikes = dataset("birdstrikes", {\n  source: csv(),\n');
    expect(source).toContain('flightDate: t.date().from("Flight Date"),');
    expect(source).toContain('costTotal: t.int().from("Cost Total $"),');
    expect(source).toContain(
      "    // 28.4 % null; 122 different; 0 to 350; as 140, 130, 150\n    speedIasInKnots: t.int().nullable()",
    );
    expect(source).toContain("// partitionBy: (c) => [c.flightDate.year(), c.flightDate.month()],");
  });

  it("looks at as many records as it is told, and says so", async () => {
    const content = `n,d\n${"7,2024-01-01\n".repeat(10)}x,y\n`;
    expect(await drafted("sampled.csv", content, 10)).toMatch(/the first 10 records .*10 read, none rejected/);
    expect(await drafted("sampled.csv", content, 10)).toContain("n: t.int()");
    expect(await drafted("sampled.csv", content, 11)).toContain("11 records");
    expect(await drafted("sampled.csv", content, 11)).toContain("n: t.varchar(");
  });

  it("names the delimiter, the quote, the decimal comma and what stands before the header", async () => {
    expect(await drafted("semicolons.csv", "a;b\n1,5;2\n3,25;4\n")).toContain('csv({ delimiter: ";", decimal: "," })');
    expect(await drafted("quotes.csv", "a,b\n'x,y',2\n'z',3\n")).toContain('csv({ quote: "\'" })');
    expect(await drafted("lines.csv", "# made by x\n\nReport\na,b,c\n1,2,3\n4,5,6\n")).toContain("csv({ skip: 3 })");
    expect(await drafted("comments.csv", "a,b\n1,2\n# no\n3,4\n")).toContain('csv({ comment: "#" })');
    expect(await drafted("escaped.csv", 'a,b\n"x\\"y,",2\n"z\\"",3\n')).toContain('csv({ escape: "\\\\" })');
    expect(await drafted("bare.csv", "1,x\n2,y\n")).toMatch(/csv\(\{ header: false \}\)[\s\S]*column1: t\.int\(\),/);
    expect(await drafted("[a]*.csv", "# made by x\n\nReport\na,b\n1,2\n3,4\n")).toContain("csv({ skip: 3 })");
    expect(await drafted("one.csv", "a\n1\n2\n")).toContain("a: t.int(),");
  });

  it("names encoding and compression", async () => {
    const text = "id\tnaam\n1\tRené\n2\tZoë\n";
    expect(await drafted("a.csv.gz", gzipSync(text))).toContain('csv({ delimiter: "\\t", compression: "gzip" })');
    const wide = await drafted("wide.csv", Buffer.from(`\ufeff${text}`, "utf16le"));
    expect(wide).toContain('csv({ delimiter: "\\t", encoding: "utf-16" })');
    const latin = await drafted("latin.csv", Buffer.from(text, "latin1"));
    expect(latin).toContain('csv({ delimiter: "\\t", encoding: "windows-1252" })');
    expect(latin).toContain('as "René", "Zoë"');
    expect(latin).toContain("// Review: The bytes are no UTF-8: they are taken for windows-1252.\n");
    const damaged = Buffer.concat([Buffer.from("id,naam\n1,é\n2,ë\n3,"), Buffer.from([0xe9, 0x0a])]);
    expect(await drafted("damaged.csv", damaged)).toMatch(/1 rejected \(invalid_utf8 1\)[\s\S]*source: csv\(\)/);
  });

  it("takes the first records of a file without a header too", async () => {
    const bare = await drafted("bare.csv", "7,a\n8,b\n9,c\n", 2);
    expect(bare).toMatch(/the first 2 records/);
    expect(bare).toContain("// Review: The first record is taken for values: name the columns.\n");
    expect(bare).toContain("7 to 8");
  });

  it("unites the headers of several files, and says which lacks one", async () => {
    const source = await draftedOf({ "jan.csv": "id,n\n1,2\n", "feb.csv": "note,id\nab,3\n" });
    expect(source).toContain("id: t.int(),");
    expect(source).toMatch(/Missing from "feb.csv"\.\n {4}n: t\.int\(\)\.nullable\(\)/);
    expect(source).toMatch(/Missing from "jan.csv"\.\n {4}note: t\.varchar\(5\)\.nullable\(\)/);
    expect(source).toMatch(/"feb.csv": refused, file.missing_column/);
  });

  it("is of a file without records too", async () => {
    expect(await drafted("header.csv", "a,b\n")).toMatch(/a guess\.\n {4}a: t\.varchar\(255\)\.nullable\(\)/);
  });
});

describe("a contract cannot be drafted", () => {
  it.each<[string, string, string | Uint8Array]>([
    ["file.no_header", "an empty file", ""],
    ["file.no_header", "a file of blank lines", "\ufeff\r\n\n"],
    ["file.not_text", "a binary file", Buffer.from([0x50, 0x4b, 3, 4, 0, 0])],
    ["file.truncated_gzip", "half of a gzip file", gzipSync("a,b\n".repeat(1000)).subarray(0, 20)],
    ["file.duplicate_header", "a header that occurs twice", "a,a\n1,2\n"],
  ])("with %s of %s", async (code, _, content) => {
    await expect(drafted("wrong.csv", content)).rejects.toMatchObject({ code });
  });

  it("of files that are not written alike", async () => {
    await expect(draftedOf({ "a.csv": "a,b\n1,2\n", "b.csv": "a;b\n1;2\n" })).rejects.toMatchObject({
      code: "file.dialects_differ",
      where: "b.csv",
    });
    expect(await draftedOf({ "a.csv": "a,b\n1,2\n", "b.csv": "a,b\n'x,1',2\n'y',2\n" })).toContain('quote: "\'"');
  });
});
