import { CommanderError } from "commander";
import { afterEach, describe, expect, it, vi } from "vitest";
import { SluiceError } from "../../../core/errors.ts";
import { exitCodes } from "../../../local/cli/exitCodes.ts";
import { reportError } from "../../../local/cli/reportError.ts";

const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
const told = () => written.mock.calls.map(([text]) => String(text)).join("");
afterEach(() => written.mockClear());

describe("the report of an error", () => {
  it("tells a coded error in one line, with its mend, and calls for exit code 3", () => {
    const error = new SluiceError("config.invalid", "no region", { where: "Pulumi.dev.yaml", mend: "set it" });
    expect(reportError(error)).toBe(3);
    expect(told()).toBe("error config.invalid: Pulumi.dev.yaml: no region; set it.\n");
  });

  it("calls for exit code 2 where the command line asked for what is not there", () => {
    expect(reportError(new SluiceError("cli.no_such_run", "No run"))).toBe(2);
    expect(told()).toContain("error cli.no_such_run: No run");
  });

  it("calls for exit code 1 where the statement failed, as where a run does", () => {
    expect(reportError(new SluiceError("query.failed", "ERROR: permission denied for schema lake"))).toBe(1);
    expect(told()).toBe("error query.failed: ERROR: permission denied for schema lake.\n");
  });

  it("calls for exit code 1 where a job's file does not fit", () => {
    expect(reportError(new SluiceError("file.unknown_column", "The header names what"))).toBe(1);
    expect(reportError(new SluiceError("convert.zone_data", "The zone data differ"))).toBe(1);
    expect(reportError(new SluiceError("spark.not_set_up", "There is no Java"))).toBe(1);
  });

  it("calls for exit code 2 where an engine is asked for what it cannot do", () => {
    expect(reportError(new SluiceError("engine.unfit", "The engine inline cannot write a decimal"))).toBe(2);
  });

  it("leaves to the parser what the parser has told, and calls for 2, or 0 after help", () => {
    expect(reportError(new CommanderError(1, "commander.unknownOption", "unknown option"))).toBe(2);
    expect(reportError(new CommanderError(0, "commander.helpDisplayed", "(outputHelp)"))).toBe(0);
    expect(told()).toBe("");
  });

  it("tells where an unforeseen error came from, and calls for 3", () => {
    expect(reportError(new TypeError("x is not a function"))).toBe(3);
    expect(told()).toMatch(/^error: TypeError: x is not a function\n\s+at .*reportError\.test/);
    expect(reportError("a text")).toBe(3);
    expect(told()).toMatch(/error: a text\n$/);
  });
});

describe("the exit codes", () => {
  it("are four different ones, 0 for success alone", () => {
    expect(Object.values(exitCodes).map(({ code }) => code)).toEqual([0, 1, 2, 3]);
    expect(exitCodes.success.code).toBe(0);
  });
});
