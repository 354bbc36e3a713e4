import { expect, it } from "vitest";
import { RunsUnderWay } from "../../../local/cli/RunsUnderWay.ts";
import { EventHub } from "../../../local/services/kernel/EventHub.ts";

it("tells of the main machines' executions that have begun and not ended, with the command that resumes each", () => {
  const events = new EventHub();
  const outputs = {
    landingBucket: "",
    lakes: {},
    databases: {},
    mainMachine: "arn:aws:states:eu-west-1:000000000000:stateMachine:csv-lake-1",
    traffic: { machine: "arn:aws:states:eu-west-1:000000000000:stateMachine:traffic-3" },
  };
  using underWay = new RunsUnderWay({ host: { events }, outputs, options: " --state x" });
  const about = (machine: string, name: string) => ({ region: "eu-west-1", machine, execution: name, name });
  for (const name of ["a-0", "b-0"])
    events.emit({ kind: "execution.started", ...about("csv-lake-1", name), input: "" });
  events.emit({ kind: "execution.started", ...about("csv-lake-near-2", "a-0"), input: "" });
  for (const name of ["c", "d"]) events.emit({ kind: "execution.started", ...about("traffic-3", name), input: "" });
  const end = { status: "SUCCEEDED", output: undefined, error: undefined, cause: undefined };
  events.emit({ kind: "execution.ended", ...about("csv-lake-near-2", "a-0"), ...end });
  events.emit({ kind: "execution.ended", ...about("csv-lake-1", "b-0"), ...end });
  events.emit({ kind: "execution.ended", ...about("traffic-3", "c"), ...end });
  expect(underWay.lines()).toEqual([
    "a-0 was under way; resume it: npx sluice retry a-0 --state x",
    "d was under way; resume it: npx sluice repartition --resume d --state x",
  ]);
});
