import { afterEach, describe, expect, it, vi } from "vitest";
import { latenessHours } from "../../../lambdas/shared/latenessHours.ts";

afterEach(() => vi.unstubAllEnvs());

describe("the hours that a record may be late", () => {
  it.each(["0", "24", "1.5"])("are %s where the environment says so", (text) => {
    vi.stubEnv("SLUICE_LATENESS_HOURS", text);
    expect(latenessHours()).toBe(Number(text));
  });

  it.each(["-1", "a day", "1e3", "Infinity"])("are none where it says %s", (text) => {
    vi.stubEnv("SLUICE_LATENESS_HOURS", text);
    expect(latenessHours).toThrow(expect.objectContaining({ code: "lambda.setting_wrong" }));
  });
});
