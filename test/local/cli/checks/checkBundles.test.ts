import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bundleSize } from "../../../../local/cli/checks/bundleSize.ts";
import { checkBundles } from "../../../../local/cli/checks/checkBundles.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-bundles-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file that deflates to about its own size. */
function dense(name: string, bytes: number): { path: string; file: string } {
  writeFileSync(join(folder, name), randomBytes(bytes));
  return { path: name, file: join(folder, name) };
}

const sparse = (path: string, bytes: number) => ({ path, text: " ".repeat(bytes) });
const limits = { zipped: 50_000, unzipped: 250_000 };

describe("a function's archive", () => {
  it("fails beyond either of its limits, is warned of near one, and passes otherwise", async () => {
    const bundles = [
      { name: "small", files: [sparse("index.mjs", 1000)] },
      { name: "dense", files: [dense("dense", 51_000)] },
      { name: "wide", files: [sparse("index.mjs", 200_000), sparse("more.mjs", 60_000)] },
      { name: "near", files: [dense("near", 42_000)] },
    ];
    const check = await checkBundles("dev", bundles, limits);
    expect(check.problems).toEqual([
      expect.stringMatching(/^function dense: 49\.9 KiB of 48\.8 KiB zipped, 49\.8 KiB of 244\.1 KiB unzipped$/),
      expect.stringMatching(/^function wide: .* zipped, 253\.9 KiB of 244\.1 KiB unzipped$/),
    ]);
    expect(check.warnings).toEqual([expect.stringMatching(/^function near: /)]);
    expect(check.subject).toBe("bundles of dev");
    expect(check.looked).toMatch(/^4; the largest is wide: /);
  });

  it("may fill its limit to the last byte", async () => {
    const files = [sparse("index.mjs", 1000)];
    const exactly = await bundleSize(files);
    expect((await checkBundles("dev", [{ name: "full", files }], exactly)).problems).toEqual([]);
    const less = { ...exactly, unzipped: exactly.unzipped - 1 };
    expect((await checkBundles("dev", [{ name: "full", files }], less)).problems).toHaveLength(1);
  });

  it("weighs as much as its files, and their headers, whether they are texts or on disk", async () => {
    const [text, file] = ["abc".repeat(1000), join(folder, "same")];
    writeFileSync(file, text);
    const [one, other] = [await bundleSize([{ path: "a", text }]), await bundleSize([{ path: "a", file }])];
    expect(other).toEqual(one);
    expect(one.unzipped).toBe(3000);
    expect(one.zipped).toBeGreaterThan(76);
    expect(one.zipped).toBeLessThan(150);
    const both = await bundleSize([
      { path: "a", text },
      { path: "a", file },
    ]);
    expect(both).toEqual({ zipped: 2 * one.zipped, unzipped: 6000 });
  });
});
