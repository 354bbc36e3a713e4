import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { RunLog } from "../../../../../local/services/glue/jobs/RunLog.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function logged(pieces: readonly Buffer[]): { lines: string[]; kept: string } {
  const lines: string[] = [];
  files += 1;
  const file = join(folder, "deep", String(files));
  const log = new RunLog(file, (more) => lines.push(...more));
  for (const piece of pieces) log.write(piece);
  log.end();
  return { lines, kept: readFileSync(file, "utf8") };
}

describe("the log of a job run", () => {
  it("hands on the same lines however its bytes arrive, and keeps all of them", () => {
    const line = fc.string({ unit: "grapheme" }).filter((text) => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(40)), (texts, cuts) => {
        const text = texts.map((each) => `${each}\n`).join("");
        const bytes = Buffer.from(text);
        const pieces: Buffer[] = [];
        let from = 0;
        for (const cut of cuts) {
          pieces.push(bytes.subarray(from, from + cut));
          from += cut;
        }
        const { lines, kept } = logged([...pieces, bytes.subarray(from)]);
        expect(lines).toEqual(texts);
        expect(kept).toBe(text);
      }),
    );
  });

  it("hands on a last line without an end, and does not wait for the end of a very long one", () => {
    expect(logged([Buffer.from("a\r\nb")]).lines).toEqual(["a", "b"]);
    const long = "x".repeat(300_000);
    expect(logged([Buffer.from(long), Buffer.from("y\n")]).lines).toEqual([long, "y"]);
  });
});
