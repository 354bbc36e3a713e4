import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SFNClient, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { afterEach, expect, it } from "vitest";
import { executionName } from "../../core/commit/executionName.ts";
import { zipcodes } from "../../datasets/zipcodes.ts";
import { projectFolder } from "../../local/cli/folders.ts";
import type { HostEvent } from "../../local/services/kernel/HostEvent.ts";
import { servedPipeline } from "../local/cli/servedPipeline.ts";
import { landVersion } from "./faults/support/landVersion.ts";
import { retryAs } from "./faults/support/retryAs.ts";

const served = servedPipeline();
const content = "zip_code,latitude,longitude,city,state,county\n00501,40.9,-72.6,Holtsville,NY,Suffolk\n";
const regions = () => Object.keys(served.target.outputs.lakes);
const hangs = { answer: { hang: 600_000 } } as const;

type MailSent = Extract<HostEvent, { kind: "mail.sent" }>;
const isMail = (event: HostEvent): event is MailSent => event.kind === "mail.sent";
afterEach(() => served.host.faults.clear());

/** Stops an execution once a call of its functions hangs; gives the mails that were sent by the time that one was. */
async function stopped(machine: string, name: string): Promise<MailSent[]> {
  await expect.poll(() => served.host.faults.all().some(({ done }) => done > 0), { timeout: 60_000 }).toBe(true);
  const sent: MailSent[] = [];
  let told = 0;
  const stop = served.host.events.on((event) => {
    if (isMail(event)) sent.push(event);
    if (event.kind === "execution.ended" && event.machine.includes("-ended-")) told += 1;
  });
  const executionArn = `${machine.replace(":stateMachine:", ":execution:")}:${name}`;
  const sfn = new SFNClient(served.target.clientConfig(machine.split(":")[3] ?? ""));
  await sfn.send(new StopExecutionCommand({ executionArn, error: "operator", cause: "a drill" }));
  // The machine that mails ends, having sent one or not.
  await expect.poll(() => [told, Math.sign(sent.length)], { timeout: 30_000 }).toEqual([1, 1]);
  stop();
  served.host.faults.clear();
  return sent;
}

/** Does, in a shell, what the mail says. */
async function paste({ message }: MailSent): Promise<string> {
  const [, command = ""] = /^Resume: (.+)$/m.exec(message) ?? [];
  return (await promisify(execFile)("sh", ["-c", command], { cwd: projectFolder })).stdout;
}

it("A run that is stopped is told of in one mail, whose command does the rest", async () => {
  served.host.faults.add({ action: "lambda:InvokeFunction", resource: "*csv-lake-verify*", ...hangs });
  const { run } = await landVersion(served.target, zipcodes, "stopped.csv", content);
  const { mainMachine, landingBucket } = served.target.outputs;
  const [mail, ...more] = await stopped(mainMachine, executionName(run, 0));
  expect(more).toEqual([]);
  if (mail === undefined) throw new Error("no mail");
  const execution = `${mainMachine.replace(":stateMachine:", ":execution:")}:${run}-0`;
  for (const line of [
    "Pipeline: csv-lake",
    "Step: Verify",
    "Error: ABORTED (operator)",
    "Cause: a drill",
    `Source: s3://${landingBucket}/zipcodes/stopped.csv (version `,
    `Run: ${run}, attempt 0`,
    `/details/${execution}`,
    "#logsV2:log-groups/log-group/csv-lake-verify-",
    `Resume: npx sluice retry ${run} --state `,
  ])
    expect(mail.message).toContain(line);
  expect(await paste(mail)).toContain("csv-lake succeeded");
});

it("A region's machine that a retry had started and that is stopped is told of in a mail that retries it alone", async () => {
  const [near = "", far = ""] = regions();
  served.host.faults.add({ action: "lambda:InvokeFunction", resource: "*far-commit*", answer: "reset" });
  const { run, key } = await landVersion(served.target, zipcodes, "region.csv", content);
  const failed = await served.host.events.first(isMail);
  expect(failed.message).toContain(`Resume: npx sluice retry ${run} --region ${far}`);
  served.host.faults.clear();

  served.host.faults.add({ action: "lambda:InvokeFunction", resource: "*far-commit*", ...hangs });
  const retrying = retryAs(served.target, run, far);
  const machine = served.target.outputs.regionMachines?.[far] ?? "";
  const [mail, ...more] = await stopped(machine, executionName(run, 1));
  expect(await retrying).toMatchObject({ status: "ABORTED" });
  expect(more).toEqual([]);
  if (mail === undefined) throw new Error("no mail");
  expect(mail.topic).toContain("-far-");
  for (const line of [
    "Step: Commit",
    `Region: ${far}`,
    `${key} (version `,
    `Run: ${run}, attempt 1`,
    "log-group/csv-lake-far-commit-",
    `Resume: npx sluice retry ${run} --region ${far} --state `,
  ])
    expect(mail.message).toContain(line);
  expect(mail.message).not.toContain(near);
  const output = await paste(mail);
  expect(output).toContain("csv-lake-far succeeded");
  expect(output).not.toContain("csv-lake succeeded");
});

it("A run whose region is stopped under it is told of once, by the main machine", async () => {
  const [near = ""] = regions();
  served.host.faults.add({ action: "lambda:InvokeFunction", resource: "*near-commit*", ...hangs });
  const { run } = await landVersion(served.target, zipcodes, "under.csv", content);
  const mails = await stopped(served.target.outputs.regionMachines?.[near] ?? "", executionName(run, 0));
  expect(mails.map(({ message }) => message)).toEqual([expect.stringContaining("Step: PublishNear")]);
});
