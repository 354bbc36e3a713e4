import * as pulumi from "@pulumi/pulumi";
import { flow } from "../../core/flow/flow.ts";
import { functionRef } from "../../core/flow/references.ts";
import { Alerts } from "../../infra/Alerts.ts";
import { Fn } from "../../infra/Fn.ts";
import { Landing } from "../../infra/Landing.ts";
import { Machine } from "../../infra/Machine.ts";
import { PrivateBucket } from "../../infra/PrivateBucket.ts";
import { policyDocument } from "../../infra/policyDocument.ts";

/** A program of components with nothing given that can be left out. */
const region = "eu-north-1";
const step = functionRef<{ value: number }, { value: number }>("step");
const oneStep = flow<{ value: number }, { value: number }>("one-step", (f) => {
  const done = f.lambda("Step", { function: step, input: f.input, as: "done" });
  f.succeed("Done", { value: done.value });
});

new PrivateBucket("bare", { region });
const landing = new Landing("landing", { region, consumerTimeout: 7 });
const bare = new Fn("bare", { handler: "trigger", region });
const given = new Fn("given", {
  handler: "trigger",
  region,
  environment: { BUCKET: landing.bucket },
  permissions: [{ actions: ["s3:GetObject"], resources: [pulumi.interpolate`${landing.bucketArn}/in/*`] }],
  memory: 1024,
  timeout: 7,
  disk: 2048,
});
const machine = new Machine("machine", { region, flow: oneStep, arns: { functions: { step: given.arn } } });
const alerts = new Alerts("alerts", { region });

export const fnArns = [bare.arn, given.arn];
export const machineArn = machine.arn;
export const executionsArn = machine.executionsArn;
export const topicArn = alerts.topicArn;
export const deadLetterQueueArn = landing.deadLetterQueueArn;
export const noPermissions = policyDocument([]);
