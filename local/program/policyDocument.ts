import { z } from "zod";
import { sha256 } from "../../core/sha256.ts";
import type { Properties } from "./Resource.ts";

const texts = z.array(z.string()).optional();
const principals = z.array(z.object({ type: z.string(), identifiers: z.array(z.string()) })).optional();

const statement = z.strictObject({
  sid: z.string().optional(),
  effect: z.string().default("Allow"),
  actions: texts,
  notActions: texts,
  resources: texts,
  notResources: texts,
  principals,
  notPrincipals: principals,
  conditions: z.array(z.object({ test: z.string(), variable: z.string(), values: z.array(z.string()) })).optional(),
});

const document = z.strictObject({
  policyId: z.string().optional(),
  version: z.string().default("2012-10-17"),
  statements: z.array(statement).default([]),
  region: z.string().optional(),
});

/**
 * The answer of `aws.iam.getPolicyDocument`: the statements as an IAM policy text.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function policyDocument(inputs: Properties): Record<string, unknown> {
  const { policyId, version, statements } = document.parse(inputs);
  const policy = { Version: version, ...(policyId && { Id: policyId }), Statement: statements.map(toIam) };
  const json = JSON.stringify(policy, undefined, 2);
  return { id: sha256(json), json, minifiedJson: JSON.stringify(policy) };
}

function toIam(given: z.infer<typeof statement>): Record<string, unknown> {
  return {
    ...(given.sid && { Sid: given.sid }),
    Effect: given.effect,
    ...(given.actions && { Action: given.actions }),
    ...(given.notActions && { NotAction: given.notActions }),
    ...(given.resources && { Resource: given.resources }),
    ...(given.notResources && { NotResource: given.notResources }),
    ...(given.principals && { Principal: principalMap(given.principals) }),
    ...(given.notPrincipals && { NotPrincipal: principalMap(given.notPrincipals) }),
    ...(given.conditions && { Condition: conditionMap(given.conditions) }),
  };
}

function principalMap(given: NonNullable<z.infer<typeof principals>>): Record<string, string[]> {
  return Object.fromEntries(given.map(({ type, identifiers }) => [type, identifiers]));
}

function conditionMap(given: NonNullable<z.infer<typeof statement>["conditions"]>): Record<string, unknown> {
  const map: Record<string, Record<string, string[]>> = {};
  for (const { test, variable, values } of given) {
    const tests = map[test] ?? {};
    tests[variable] = [...(tests[variable] ?? []), ...values];
    map[test] = tests;
  }
  return map;
}
