import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exitCodes } from "../../../local/cli/exitCodes.ts";
import { command } from "./command.ts";

const { elsewhere, start, endOf } = command();

describe("the command sluice", () => {
  it("tells its commands, options and exit codes with --help, and exits with 0", async () => {
    const { code, out, err } = await endOf(start("--help"));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const command of [
      "demo",
      "land [options] <file>",
      "show [options] <run>",
      "query [options] <sql>",
      "--stack <name>",
      "--state",
    ]) {
      expect(out).toContain(command);
    }
    for (const each of Object.values(exitCodes)) expect(out).toContain(`  ${each.code}  ${each.means}`);
  });

  it.each(["demo", "land", "show", "plan", "check"])(
    "tells the options of %s with --help, and exits with 0",
    async (command) => {
      const { code, out } = await endOf(start(command, "--help"));
      expect(code).toBe(0);
      expect(out).toContain("--json");
      expect(out).toContain("--stack <name>");
    },
  );

  it.each([
    [["--help"], 0],
    [["plan", "readings"], 0],
    [["show", "readings-0123"], 2],
  ])("ends %j as it would, %i, where the reader of what it prints has gone", async (args, code) => {
    const child = start(...args);
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await once(child, "exit")).toEqual([code, null]);
  });

  it("tells with --help of query what each format makes of values", async () => {
    const { code, out } = await endOf(start("query", "--help"));
    expect(code).toBe(0);
    for (const told of [
      "--region <region>",
      "--param <name=value>",
      "--format <format>",
      "RFC 4180",
      "a string always",
    ]) {
      expect(out).toContain(told);
    }
  });

  it.each([
    [["bogus"], "unknown command 'bogus'"],
    [["land"], "missing required argument 'file'"],
    [["land", "--bogus", "x.csv"], "unknown option '--bogus'"],
    [["show", "one", "two"], "too many arguments"],
    [["show", "readings-0123"], "error cli.no_such_run: "],
    [["show", "readings-0123", "--state", "absent"], 'No run "readings-0123" is known'],
    [["land", "readings-absent.csv"], "error cli.no_such_file: "],
    [["up", "--port", "70000"], "It is not a number from 0 to 65535."],
    [["runs", "--status", "LOST"], "Allowed choices are RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED"],
    [["runs", "--limit", "0"], "It is not a number from 1 to 100000."],
    [["runs", "--dataset", "nothing"], "error cli.unknown_dataset: "],
    [["retry", "readings-0123"], "error cli.no_such_run: "],
    [["retry", "readings-0123", "--engine", "flink"], "Allowed choices are inline, duckdb, spark"],
    [["job", "csv-to-parquet", "--dataset", "readings", "--input", "x.csv"], "required option '--output <folder>'"],
    [["setup", "hadoop"], "error cli.unknown_setup: "],
    [["up", "--env", "--state", "absent"], "error cli.not_up: "],
    [["land", "readings.csv", "--engine", "flink"], "Allowed choices are inline, duckdb, spark"],
    [["lineage"], "error cli.no_source: "],
    [["lineage", "--source", "nothing/a.csv"], "error cli.unknown_dataset: "],
    [["step", "csv-lake.Verify"], "error cli.no_input: "],
    [["step", "Verify", "--input", "{}"], "error cli.bad_step: "],
    [["runs", "--aws", "--state", "x"], "error cli.state_of_aws: "],
    [["query"], "missing required argument 'sql'"],
    [["query", " "], "error cli.no_sql: "],
    [["query", "-"], "error cli.no_sql: "],
    [["query", "SELECT 1", "--format", "xml"], "Allowed choices are table, csv, json, parquet"],
    [["query", "SELECT 1", "--format", "parquet"], "error cli.no_output: "],
    [["query", "SELECT 1", "--output", "absent/rows.csv"], "error cli.no_such_folder: "],
    [["query", "SELECT :id", "--param", "id"], "error cli.bad_parameter: "],
  ])("refuses %j with exit code 2, saying why on standard error alone", async (args, why) => {
    const { code, out, err } = await endOf(start(...args));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(why);
  });

  it("reads the configuration of the stack that it is told, and exits with 2 where there is none", async () => {
    await writeFile(join(elsewhere(), "readings.csv"), "");
    const { code, err } = await endOf(start("--stack", "nothing", "land", "readings.csv"));
    expect(code).toBe(2);
    expect(err).toContain("choose one of dev");
  });

  it.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("hands on %s to the process that works, and ends with it by exit code %i", async (signal, code) => {
    await writeFile(join(elsewhere(), "readings.csv"), "");
    const child = start("land", "readings.csv", "--state", signal);
    const ended = endOf(child);
    // The program takes seconds to load from here on; no host has begun to keep anything.
    await once(child.stdout, "data");
    child.kill(signal);
    // The streams end when nobody holds them any more: neither this process's child nor its child.
    const { out, ...end } = await ended;
    expect(end).toEqual({ code, err: "" });
    expect(out).toContain("Load the Pulumi program");
    expect(out).not.toContain("Land readings.csv");
  });
});
