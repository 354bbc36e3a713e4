import validate from "asl-validator";
import { describe, expect, it } from "vitest";
import { flow } from "../../../core/flow/flow.ts";
import { jobRetries } from "../../../core/flow/jobRetries.ts";
import { resourceRef, settingRef } from "../../../core/flow/references.ts";
import { text } from "../../../core/flow/text.ts";
import { failure, run } from "../../local/states/fakeHost.ts";

const names = { job: settingRef("convert"), resource: resourceRef("convert") };
const arn = "arn:aws:glue:eu-west-1:000000000000:job/convert-ab12";
const arns = { settings: { convert: "convert-ab12" }, resources: { convert: arn } };
const converting = flow<{ attempt: number }, { job: string; seconds: number }>("converting", (f) => {
  const ran = f.job("Convert", { ...names, arguments: { "--attempt": text`${f.input.attempt}` } });
  f.succeed("Done", { job: ran.Id, seconds: ran.ExecutionTime });
});
const definition = converting.toAsl(arns);
const jobRun = { Id: "jr_0a", JobName: "convert-ab12", JobRunState: "SUCCEEDED", ExecutionTime: 61 };
const noRoom = failure("Glue.ConcurrentRunsExceededException", "Concurrent runs exceeded for convert-ab12");

describe("a flow's job", () => {
  it("is run to its end with arguments that are texts; its run is the result", async () => {
    const ran = await run(definition, { attempt: 3 }, { Convert: [jobRun] });
    expect(ran.calls).toEqual([
      expect.objectContaining({
        resource: "arn:aws:states:::glue:startJobRun.sync",
        arguments: { JobName: "convert-ab12", Arguments: { "--attempt": "3" } },
      }),
    ]);
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: { job: "jr_0a", seconds: 61 } });
  });

  it("needs to start, to look at and to stop this job, and nothing else", () => {
    const actions = ["glue:StartJobRun", "glue:GetJobRun", "glue:GetJobRuns", "glue:BatchStopJobRun"];
    expect(converting.policy(arns)).toEqual([{ Effect: "Allow", Action: actions, Resource: [arn] }]);
  });

  it("is accepted by AWS's schema of the language", () => {
    expect(validate(definition).errors).toEqual([]);
  });

  it("waits for room, longer each time, up to four minutes at once and two hours in all", async () => {
    const answers = { Convert: [...Array(12).fill(noRoom), jobRun] };
    const ran = await run(definition, { attempt: 0 }, answers, { random: () => 1 });
    expect(ran.outcome.status).toBe("SUCCEEDED");
    expect(ran.sleeps.slice(0, 3)).toEqual([15_000, 22_500, 33_750]);
    expect(Math.max(...ran.sleeps)).toBe(240_000);
    const never = await run(definition, { attempt: 0 }, { Convert: [noRoom] }, { random: () => 1 });
    expect(never.outcome).toMatchObject({ status: "FAILED", error: "Glue.ConcurrentRunsExceededException" });
    expect(never.sleeps.reduce((sum, each) => sum + each, 0)).toBeLessThan(2 * 3600 * 1000);
  });

  it("is started again where Glue is at fault, and not where the job failed", async () => {
    const faulty = [failure("Glue.InternalServiceException"), failure("Glue.ThrottlingException"), jobRun];
    expect((await run(definition, { attempt: 0 }, { Convert: faulty })).calls).toHaveLength(3);
    const failed = [failure("States.TaskFailed", JSON.stringify({ ...jobRun, JobRunState: "FAILED" })), jobRun];
    expect((await run(definition, { attempt: 0 }, { Convert: failed })).calls).toHaveLength(1);
    expect(jobRetries.flatMap(({ errors }) => errors)).not.toContain("States.ALL");
  });

  it("is refused without its name", () => {
    const resource = "arn:aws:states:::glue:startJobRun.sync";
    const nameless = () =>
      flow("nameless", (f) => {
        f.task("Convert", { resource, arguments: {}, resources: [arn] });
        f.succeed("Done");
      });
    expect(nameless).toThrow(expect.objectContaining({ code: "flow.missing_job_name" }));
  });
});
