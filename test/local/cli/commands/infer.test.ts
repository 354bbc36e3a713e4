import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { infer } from "../../../../local/cli/commands/infer.ts";
import { capturedOutput } from "../capturedOutput.ts";
import { command } from "../command.ts";

const { elsewhere, start, endOf } = command();
const printed = capturedOutput();
let folder: string;
let orders: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-infer-"));
  orders = join(folder, "Web Orders (1).csv.csv");
  writeFileSync(orders, "id,placed\n1,2024-01-01\n2,2024-01-02\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the verb infer", () => {
  it("prints a contract that is named after the file", async () => {
    await infer([orders], { rows: 10 });
    expect(printed.text).toContain('import { csv } from "../core/contract/csv.ts";\n');
    expect(printed.text).toContain('export const webOrders1 = dataset("web_orders_1", {');
  });

  it("writes it to a new file, from where its imports hold, and says what is to be done", async () => {
    const out = join(folder, "webOrders.ts");
    await infer([orders], { rows: "all", name: "orders", out });
    const [first = ""] = readFileSync(out, "utf8").split("\n");
    const [, path = ""] = /from "(.*)";/.exec(first) ?? [];
    expect(existsSync(join(folder, path))).toBe(true);
    expect(printed.text).toContain('"Web Orders (1).csv.csv": 2 records, 2 read, none rejected\n');
    expect(printed.text).toContain("datasets/registry.ts");
    await expect(infer([orders], { rows: 10, out })).rejects.toMatchObject({ code: "cli.file_exists" });
  });

  it.each(["Orders", "2024", "", "o".repeat(41)])("refuses the name %j", async (name) => {
    await expect(infer([orders], { rows: 10, name })).rejects.toMatchObject({ code: "cli.dataset_name" });
  });

  it("is a command whose exit code says whose the fault is", async () => {
    writeFileSync(join(elsewhere(), "a.csv"), "id\n1\n");
    expect(await endOf(start("infer", "a.csv", "--rows", "all"))).toMatchObject({ code: 0, err: "" });
    writeFileSync(join(elsewhere(), "b.csv"), "id,id\n1,2\n");
    const twice = await endOf(start("infer", "b.csv"));
    expect(twice).toMatchObject({ code: 1, err: expect.stringContaining("error file.duplicate_header: b.csv: ") });
    expect(await endOf(start("infer", "none.csv"))).toMatchObject({ code: 2 });
    expect(await endOf(start("infer", "a.csv", "--rows", "0"))).toMatchObject({ code: 2 });
  });
});
