import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runArguments } from "../../../../../local/services/glue/jobs/runArguments.ts";

const argumentsOf = (defaults: Record<string, string>, own: Record<string, string> = {}, fixed = {}) =>
  runArguments({ name: "job", defaultArguments: defaults, fixedArguments: fixed }, { id: "jr_1", arguments: own });
const name = fc.stringMatching(/^--[a-z][a-z_]{0,8}$/).filter((text) => !["--conf", "--class"].includes(text));
const given = fc.dictionary(name, fc.string());

describe("the arguments of a job run", () => {
  it("are the job's, those of the run in their place, and those that no run overrides", () => {
    fc.assert(
      fc.property(given, given, given, (defaults, own, fixed) => {
        const { script } = argumentsOf(defaults, own, fixed);
        expect(script.slice(0, 4)).toEqual(["--JOB_NAME", "job", "--JOB_RUN_ID", "jr_1"]);
        const pairs = Array.from({ length: script.length / 2 }, (_, index) => script.slice(2 * index, 2 * index + 2));
        expect(Object.fromEntries(pairs.slice(2))).toEqual({ ...defaults, ...own, ...fixed });
        expect(pairs).toHaveLength(2 + Object.keys({ ...defaults, ...own, ...fixed }).length);
      }),
    );
  });

  it("leave out what is Glue's own, but for the folder of temporary files", () => {
    const { script, ignored } = argumentsOf({
      "--job-bookmark-option": "job-bookmark-disable",
      "--enable-metrics": "true",
      "--additional-python-modules": "pyarrow",
      "--TempDir": "s3://a/tmp/",
    });
    expect(script.slice(4)).toEqual(["--TempDir", "s3://a/tmp/"]);
    expect(ignored).toEqual(["--additional-python-modules"]);
  });

  it("name several files by commas, and several settings of Spark by --conf between them", () => {
    const read = argumentsOf({
      "--extra-py-files": "s3://a/x.zip, s3://a/y.py",
      "--extra-files": "",
      "--extra-jars": "s3://a/z.jar",
      "--conf": "spark.a=1 --conf spark.b=x=y --conf  spark.c=",
    });
    expect(read).toMatchObject({ pyFiles: ["s3://a/x.zip", "s3://a/y.py"], files: [], jars: ["s3://a/z.jar"] });
    expect(read.conf).toEqual([
      ["spark.a", "1"],
      ["spark.b", "x=y"],
      ["spark.c", ""],
    ]);
    expect(read.script).toHaveLength(4);
  });
});
