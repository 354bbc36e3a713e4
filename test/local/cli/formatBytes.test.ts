import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatBytes } from "../../../local/cli/formatBytes.ts";

const units = ["B", "KiB", "MiB", "GiB", "TiB"];

describe("a size for people", () => {
  it.each([
    [0, "0 B"],
    [1023, "1023 B"],
    [1024, "1.0 KiB"],
    [1536, "1.5 KiB"],
    [1024 ** 2 - 1, "1.0 MiB"],
    [5.25 * 1024 ** 3, "5.3 GiB"],
    [1024 ** 5, "1024.0 TiB"],
  ])("of %i bytes is %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it("is within half a digit of the truth, from 1 to 1024 of its unit", () => {
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (bytes) => {
        const [number, unit = ""] = formatBytes(bytes).split(" ");
        const size = 1024 ** units.indexOf(unit);
        expect(Math.abs(Number(number) * size - bytes)).toBeLessThanOrEqual(0.0501 * size);
        if (unit !== "B") expect(Number(number)).toBeGreaterThanOrEqual(1);
        if (unit !== "TiB") expect(Number(number)).toBeLessThan(1024);
      }),
    );
  });
});
