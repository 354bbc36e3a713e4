import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import type { FaultRule } from "../../../local/host/faults/FaultRule.ts";
import type { CallRecord } from "../../../local/services/kernel/CallRecord.ts";
import { expectFaultless } from "./support/expectFaultless.ts";
import { files } from "./support/files.ts";
import { loadedProgram } from "./support/loadedProgram.ts";
import { Pipeline } from "./support/Pipeline.ts";

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await Pipeline.start(await loadedProgram());
});
afterEach(() => pipeline.host.faults.clear());
afterAll(async () => await pipeline?.[Symbol.asyncDispose]());

interface Case {
  readonly what: string;
  readonly roles: readonly ("near" | "far")[];
  readonly rule: Omit<FaultRule, "region">;
  /** The step that the mail is to name. */
  readonly step: RegExp;
}

const both = ["near", "far"] as const;
const cases: readonly Case[] = [
  {
    what: "refuses what is staged",
    roles: both,
    rule: { action: "s3:PutObject", resource: "*/staging/*", answer: "unavailable" },
    step: /Convert/,
  },
  {
    what: "breaks each connection that writes a commit record",
    roles: both,
    rule: { action: "s3:PutObject", resource: "*/record.json", answer: "reset" },
    step: /Commit/,
  },
  { what: "has no Glue", roles: both, rule: { service: "glue", answer: "unavailable" }, step: /Register/ },
  {
    what: "has no warehouse",
    roles: both,
    rule: { service: "redshift-data", answer: "unavailable" },
    step: /Refresh/,
  },
  // The near one is where the run itself is at home.
  { what: "cannot be reached", roles: ["far"], rule: { answer: "reset" }, step: /Convert|StartFar/ },
];
const placed = cases.flatMap(({ roles, ...each }) => roles.map((role) => ({ ...each, role })));
const mails = new Map<string, string>();

/** What publishes something, by the program: nothing of it is done again where it was done. */
const publishes = ({ action, resource, caller }: CallRecord) =>
  caller !== "operator" &&
  (/^(glue:BatchCreatePartition|redshift-data:ExecuteStatement)$/.test(action) ||
    (action === "s3:PutObject" && /\/(rows|rejects|commits|reports)\//.test(resource)));

describe("a region that is down", () => {
  it.each(placed)(
    "and $what, the $role one, holds back no other, and a retry does in it alone what is missing",
    async ({ what, role, rule }) => {
      const region = pipeline[role];
      const other = role === "near" ? pipeline.far : pipeline.near;
      const before = pipeline.events.length;
      pipeline.host.faults.add({ ...rule, region });
      const run = await pipeline.run(birdstrikes, `${what}-${role}.csv`, files.birdstrikes(`${what} ${role}`));
      expect(run.status).toBe("FAILED");
      expect(pipeline.host.faults.all()[0]?.done).toBeGreaterThan(0);
      const otherMachine = pipeline.target.outputs.regionMachines?.[other];
      expect(await pipeline.end(run, 0, otherMachine)).toMatchObject({ status: "SUCCEEDED" });
      mails.set(`${what} ${role}`, pipeline.mails(before).join("\n"));

      pipeline.host.faults.clear();
      const calls = pipeline.calls.length;
      expect(await pipeline.retry(run, region)).toMatchObject({ status: "SUCCEEDED" });
      await expectFaultless(pipeline);
      expect(pipeline.calls.slice(calls).filter((call) => call.region === other && publishes(call))).toEqual([]);
    },
  );

  it.each(placed)("is named in the mail, the $role one that $what, and so is the step", ({ what, role, step }) => {
    const mail = mails.get(`${what} ${role}`);
    expect(mail).toMatch(step);
    expect(mail?.replace(/arn:\S+/g, "")).toContain(pipeline[role]);
  });
});
