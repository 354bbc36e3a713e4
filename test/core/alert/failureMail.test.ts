import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logGroupPage, logPage } from "../../../core/alert/consoleLinks.ts";
import { bothRegionsFailed, failureMail, type Place } from "../../../core/alert/failureMail.ts";
import { sourceText } from "../../../core/alert/sourceText.ts";
import { untold } from "../../../core/alert/untold.ts";
import type { Run } from "../../../core/commit/Run.ts";
import { compile, type Expr, variable } from "../../../core/flow/Expr.ts";
import { wrapped } from "../../../core/flow/jsonata.ts";
import type { Failure } from "../../../core/flow/steps.ts";
import { evaluate } from "../../../local/states/evaluate.ts";

const run: Run = {
  run: "readings-3f2a9c",
  attempt: 0,
  dataset: "readings",
  contract: "c",
  source: { bucket: "landing", key: "readings/a day.csv", versionId: "v1", size: 9, sequencer: "0A" },
  engine: "duckdb",
  catalog: "register",
};
const execution = "arn:aws:states:eu-west-1:000000000000:execution:csv-lake:readings-3f2a9c-0";
const machine = (region: string) => `arn:aws:states:${region}:000000000000:stateMachine:region`;
const places: Record<string, Place> = {
  Verify: { log: logPage("eu-west-1", "/aws/lambda/verify") },
  PublishNear: { region: "eu-west-1", machine: machine("eu-west-1") },
  "PublishNear:Commit": { log: logPage("eu-west-1", "near-commit") },
  StartFar: { region: "us-east-1", machine: machine("us-east-1"), log: logPage("eu-west-1", "far-region") },
  "StartFar:Register": { log: logPage("us-east-1", "far-register") },
  "Days.Register": { group: logGroupPage("eu-west-1", "/aws/lambda/days-register") },
};

const mail = failureMail({
  pipeline: "csv-lake",
  failure: variable<Failure>("failure"),
  cause: untold(variable<string>("cause"), "csv-lake"),
  run: variable<Run>("run"),
  source: sourceText(variable<Run>("run").source),
  execution: variable<string>("execution"),
  places: variable<Record<string, Place>>("places"),
  commandOptions: "--stack dev --aws",
});

async function rendered(step: string, error: string, cause: string): Promise<{ subject: string; message: string }> {
  const variables = { failure: { step, error, cause: "raw" }, cause, run, execution, places };
  const shown = async (part: Expr<string>) => String(await evaluate(wrapped(compile(part).code), "Message", variables));
  return { subject: await shown(mail.subject), message: await shown(mail.message) };
}

const golden = ({ subject, message }: { subject: string; message: string }) => `Subject: ${subject}\n\n${message}\n`;
const folder = "../../golden/alerts";

describe("the mail on a failure", () => {
  it("tells what a step failed of, where its log is, and how to go on", async () => {
    const cause = "readings: 3 of 10 records were rejected, more than 1 %; mend the file and land it again.";
    await expect(golden(await rendered("Verify", "verify.rejects", cause))).toMatchFileSnapshot(`${folder}/step.txt`);
  });

  it("names the region that failed alone, its execution and the log of its own step, and retries it alone", async () => {
    const cause = "Register: Table readings not found. (told to csv-lake)";
    const shown = await rendered("StartFar", "Glue.EntityNotFoundException", cause);
    await expect(golden(shown)).toMatchFileSnapshot(`${folder}/region.txt`);
    expect(shown.message).toContain("/us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2");
    expect(shown.message).toContain("retry readings-3f2a9c --region us-east-1 --stack dev --aws");
  });

  it("retries the whole run where both regions failed", async () => {
    const cause = "both regions failed: Commit: Access Denied; Commit: the service is down";
    const shown = await rendered("PublishNear", bothRegionsFailed, cause);
    await expect(golden(shown)).toMatchFileSnapshot(`${folder}/both-regions.txt`);
    expect(shown.message).not.toContain("--region");
  });

  it("links the whole log of a function whose lines do not hold the run", async () => {
    const { message } = await rendered("Days.Register", "Glue.Throttled", "slow down");
    const group = "#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fdays-register\n";
    expect(message).toMatch(/\nLog: https:.*days-register\n/);
    expect(message).toContain(group);
  });

  it("says so where a step has no log of its own", async () => {
    const { message } = await rendered("LandingCrawl", "Glue.Throttled", "slow down");
    expect(message).toContain("\nLog: none, see the execution\n");
  });

  it("never fails, whatever step, error and cause hold, and keeps them whole", async () => {
    const any = fc.string({ unit: "grapheme" });
    const step = fc.constantFrom("Verify", "PublishNear", "StartFar", "Elsewhere");
    await fc.assert(
      fc.asyncProperty(step, any, any, async (at, error, cause) => {
        const { subject, message } = await rendered(at, error, cause);
        expect(subject).toBe(`Sluice csv-lake: ${error}`);
        expect(message).toContain(`\nError: ${error}\nCause: ${cause.replaceAll(" (told to csv-lake)", "")}\nSource: `);
      }),
      { numRuns: 50 },
    );
  });
});
