import { describe, expect, it } from "vitest";
import { Graph } from "../../../../local/program/Graph.ts";
import type { Properties } from "../../../../local/program/Resource.ts";
import { alarmSpecs } from "../../../../local/program/specs/alarmSpecs.ts";
import { permissionSpecs } from "../../../../local/program/specs/permissionSpecs.ts";
import { ruleSpecs } from "../../../../local/program/specs/ruleSpecs.ts";

/** A graph of resources of these types, each with its inputs. */
function graphOf(...declared: [type: string, inputs: Properties][]): Graph {
  const resources = declared.map(([type, inputs], index) => {
    const name = String(inputs.name ?? `r${index}`);
    const outputs = { ...inputs, name, arn: `arn:${name}`, targetId: name };
    const place = { name, parent: undefined, component: false, region: String(inputs.region ?? "eu-west-1"), id: name };
    return { urn: `urn:${index}`, type, inputs, outputs, ...place };
  });
  const about = { project: "p", stack: "s", accountId: "000000000000", defaultRegion: "eu-west-1" };
  return new Graph({ ...about, resources, outputs: {} });
}

const unsupported = expect.objectContaining({ code: "program.unsupported_input" });

describe("an alarm of the program", () => {
  const type = "aws:cloudwatch/metricAlarm:MetricAlarm";
  const plain = {
    name: "a",
    namespace: "n",
    metricName: "m",
    statistic: "Sum",
    period: 60,
    evaluationPeriods: 2,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
  };
  const read = (inputs: Properties) => alarmSpecs(graphOf([type, inputs]))[0];

  it("is of a metric, with the defaults of CloudWatch", () => {
    expect(read(plain)).toMatchObject({
      name: "a",
      metric: { namespace: "n", name: "m", dimensions: {} },
      period: 60,
      periods: 2,
      datapointsToAlarm: 2,
      missingData: "missing",
      fill: undefined,
      actions: { ALARM: [], OK: [], INSUFFICIENT_DATA: [] },
    });
  });

  it("is of a filled metric", () => {
    const { namespace, metricName, statistic: _, period: __, ...rest } = plain;
    const metric = { namespace, metricName, stat: "Maximum", period: 300, dimensions: { a: "b" } };
    const metricQueries = [
      { id: "m", metric },
      { id: "f", expression: "FILL(m, 1.5)", returnData: true },
    ];
    expect(read({ ...rest, metricQueries })).toMatchObject({
      metric: { namespace: "n", name: "m", dimensions: { a: "b" } },
      statistic: "Maximum",
      period: 300,
      fill: { id: "m", value: 1.5 },
    });
  });

  it.each([
    { period: 10 },
    { extendedStatistic: "p99" },
    { statistic: undefined },
    { comparisonOperator: "LessThanLowerThreshold" },
    { alarmActions: ["arn:aws:automate:eu-west-1:ec2:stop"] },
    { metricQueries: [{ id: "f", expression: "a / b" }] },
    { actionsEnabled: false },
  ])("is refused with %j, which is not served", (change) => {
    expect(() => read({ ...plain, ...change })).toThrow(unsupported);
  });
});

describe("a rule of the program", () => {
  const rule = { name: "rule", eventPattern: '{"source":["a"]}' };
  const target = { rule: "rule", arn: "arn:aws:sqs:eu-west-1:000000000000:q", name: "t" };
  const read = (ruleInputs: Properties, ...targets: Properties[]) =>
    ruleSpecs(
      graphOf(
        ["aws:cloudwatch/eventRule:EventRule", ruleInputs],
        ...targets.map((each): [string, Properties] => ["aws:cloudwatch/eventTarget:EventTarget", each]),
      ),
    );

  // Pulumi knows a target by its `targetId`; the name here is that of the resource.
  const { name: _, ...bare } = target;

  it("has the targets of its name and region, with EventBridge's own defaults", () => {
    const elsewhere = { ...bare, region: "us-east-1" };
    const [spec] = read(rule, bare, elsewhere, { ...bare, rule: "other" });
    expect(spec).toMatchObject({ name: "rule", region: "eu-west-1", pattern: { source: ["a"] } });
    expect(spec?.targets).toEqual([
      expect.objectContaining({
        arn: target.arn,
        roleArn: undefined,
        transformer: undefined,
        retry: { seconds: 86_400, attempts: 185 },
        deadLetterArn: undefined,
      }),
    ]);
  });

  it("may start a state machine, in a role", () => {
    const arn = "arn:aws:states:eu-west-1:000000000000:stateMachine:m";
    const [spec] = read(rule, { ...bare, arn, roleArn: "arn:aws:iam::000000000000:role/r" });
    expect(spec?.targets[0]).toMatchObject({ arn, roleArn: "arn:aws:iam::000000000000:role/r" });
    expect(() => read(rule, { ...bare, arn })).toThrow(unsupported);
  });

  it("is passed over where it is disabled", () => {
    expect(read({ ...rule, state: "DISABLED" }, bare)).toEqual([]);
  });

  it.each([{ scheduleExpression: "rate(1 day)" }, { eventBusName: "own" }, { eventPattern: undefined }])(
    "is refused with %j, which is not served",
    (change) => {
      expect(() => read({ ...rule, ...change })).toThrow(unsupported);
    },
  );

  it.each([{ arn: "arn:aws:lambda:eu-west-1:000000000000:function:f" }, { inputPath: "$.detail" }, { input: "{}" }])(
    "is refused with a target of %j, which is not served",
    (change) => {
      expect(() => read(rule, { ...bare, ...change })).toThrow(unsupported);
    },
  );
});

describe("a permission of the program", () => {
  const given = { function: "f", action: "lambda:InvokeFunction", principal: "s3.amazonaws.com" };
  const read = (inputs: Properties) => permissionSpecs(graphOf(["aws:lambda/permission:Permission", inputs]))[0];

  it("is on a function by its name or its ARN", () => {
    expect(read(given)?.name).toBe("f");
    expect(read({ ...given, function: "arn:aws:lambda:eu-west-1:000000000000:function:f" })?.name).toBe("f");
  });

  it("is refused where it is for more than to invoke", () => {
    expect(() => read({ ...given, action: "lambda:*" })).toThrow(unsupported);
  });
});
