import { StopExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ofKind } from "../../stacks/resources.ts";
import { type Allow, isAllowed, isOn } from "../isAllowed.ts";
import { policiesOf, roleName } from "../policiesOf.ts";
import { type TrafficHost, trafficHost } from "./support/trafficHost.ts";

/** What a function is granted though no call of it is seen here, and why. */
interface Unseen {
  readonly action: RegExp;
  readonly resource?: RegExp;
  readonly why: string;
}
const unseen: readonly Unseen[] = [
  { action: /^logs:/, why: "Lambda writes what a function logs in the function's name; here it is a file" },
  { action: /^s3:ListBucket$/, why: "no call, but S3 answers 404 rather than 403 for an object that is not there" },
  { action: /^s3:AbortMultipartUpload$/, why: "asked only where a copy in parts fails" },
  { action: /^s3:DeleteObject$/, resource: /intents\/\*$/, why: "intents are removed an hour after their commit" },
  { action: /^s3:/, resource: /\/rejects\/\*$/, why: "a commit knows rejected records, of which a day has none" },
  { action: /^glue:/, resource: /:(catalog|database\/\w+)$/, why: "Glue asks for both beside the table" },
];

let traffic: TrafficHost;
/** Of each role that something here runs as. */
let policies: Map<string, Allow[]>;
beforeAll(async () => {
  traffic = await trafficHost();
  policies = policiesOf(traffic.graph);
  await repartitionOfEachKind();
}, 600_000);
afterAll(async () => await traffic[Symbol.asyncDispose]());

/** A day, the same day again, one that fails and is told of, and one that is stopped. */
async function repartitionOfEachKind(): Promise<void> {
  const { client, host } = traffic;
  const march = { year: 2024, month: 3, day: 12 };
  await client.deliver("2024-03-12", 1);
  expect(await client.run(march)).toMatchObject({ status: "SUCCEEDED" });
  expect(await client.run(march)).toMatchObject({ status: "SUCCEEDED" });
  expect(await client.run({ year: 2024, month: 3, day: 20 })).toMatchObject({ status: "FAILED" });
  const mailed = host.events.first((event) => event.kind === "mail.sent");
  host.faults.add({ state: "*.PlanDays", answer: { hang: 3_600_000 } });
  const executionArn = await client.start(march);
  await client.states.of(executionArn).send(new StopExecutionCommand({ executionArn }));
  host.faults.clear();
  await mailed;
}

const callsOf = (role: string) => traffic.calls.filter(({ caller }) => caller === role);
const isUsed = (role: string, action: string, pattern: string) =>
  callsOf(role).some((call) => call.action === action && isOn([pattern], call.resource));
const isUnseen = (action: string, pattern: string) =>
  unseen.some((each) => each.action.test(action) && (each.resource?.test(pattern) ?? true));

describe("the policies of the traffic pipeline", () => {
  it("know every caller, the person at the laptop and the services of AWS excepted", () => {
    const callers = new Set(traffic.calls.map(({ caller }) => caller));
    const others = [...callers].filter((caller) => !policies.has(caller) && !caller.endsWith(".amazonaws.com"));
    expect(others).toEqual(["operator"]);
  });

  it("are each at work, so that what follows speaks of every role", () => {
    expect([...policies.keys()].filter((role) => callsOf(role).length === 0)).toEqual([]);
  });

  it("allow every call that a function, a machine or a crawler makes", () => {
    const refused = [...policies].flatMap(([role, allows]) =>
      callsOf(role).filter((call) => !allows.some((each) => isAllowed(each, call))),
    );
    expect(refused).toEqual([]);
    expect(traffic.calls.length).toBeGreaterThan(100);
  });

  it("grant a function nothing that it does not use, a few things explained here excepted", () => {
    const roles = ofKind(traffic.graph, "Function").map(({ inputs }) => roleName(inputs.role));
    expect(roles).toHaveLength(5);
    const granted = roles.flatMap((role) =>
      (policies.get(role) ?? []).flatMap(({ Action, Resource }) =>
        Action.flatMap((action) => Resource.map((pattern) => ({ role, action, pattern }))),
      ),
    );
    const idle = granted.filter(({ role, action, pattern }) => !isUsed(role, action, pattern));
    expect(idle.filter(({ action, pattern }) => !isUnseen(action, pattern))).toEqual([]);
  });
});
