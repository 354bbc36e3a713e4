import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AlarmSpec } from "../../../../local/program/specs/alarmSpecs.ts";
import { evaluateAlarm } from "../../../../local/services/cloudwatch/evaluateAlarm.ts";

const spec: AlarmSpec = {
  name: "alarm",
  region: "eu-west-1",
  arn: "arn:alarm",
  description: "",
  metric: { namespace: "n", name: "m", dimensions: {} },
  statistic: "Sum",
  period: 3600,
  fill: undefined,
  periods: 3,
  datapointsToAlarm: 3,
  comparison: "LessThanThreshold",
  threshold: 1,
  missingData: "missing",
  actions: { ALARM: [], OK: [], INSUFFICIENT_DATA: [] },
};
const newest = Date.UTC(2026, 2, 5, 10);
const points = (...values: (number | undefined)[]) =>
  values.map((value, index) => ({ time: newest - index * 3_600_000, value }));
const stateOf = (change: Partial<AlarmSpec>, ...values: (number | undefined)[]) =>
  evaluateAlarm({ ...spec, ...change }, points(...values))?.state;
const _ = undefined;

describe("an alarm", () => {
  it("goes off where enough of its periods breach the threshold", () => {
    expect(stateOf({}, 0, 0, 0)).toBe("ALARM");
    expect(stateOf({}, 0, 1, 0)).toBe("OK");
    expect(stateOf({ datapointsToAlarm: 2 }, 0, 1, 0)).toBe("ALARM");
  });

  it.each([
    ["LessThanThreshold", [0.9], [1, 2]],
    ["LessThanOrEqualToThreshold", [0, 1], [1.1]],
    ["GreaterThanThreshold", [1.1], [0, 1]],
    ["GreaterThanOrEqualToThreshold", [1, 2], [0.9]],
  ] as const)("compares by %s", (comparison, breaching, within) => {
    for (const value of breaching) expect(stateOf({ comparison }, value, value, value)).toBe("ALARM");
    for (const value of within) expect(stateOf({ comparison }, value, value, value)).toBe("OK");
  });

  it.each([
    ["breaching", "ALARM"],
    ["notBreaching", "OK"],
    ["missing", "INSUFFICIENT_DATA"],
    ["ignore", undefined],
  ] as const)("without any data that treats them as %s comes to %s", (missingData, state) => {
    expect(stateOf({ missingData }, _, _, _)).toBe(state);
    expect(stateOf({ missingData, fill: { id: "m", value: 5 } }, _, _, _)).toBe(state);
  });

  it("fills the gaps between data", () => {
    const fill = { id: "m", value: 0 };
    expect(stateOf({ fill, datapointsToAlarm: 2 }, _, 1, _)).toBe("ALARM");
    expect(stateOf({ fill }, _, 1, _)).toBe("OK");
    expect(stateOf({ missingData: "breaching", datapointsToAlarm: 2 }, _, 1, _)).toBe("ALARM");
  });

  it("is OK if and only if a file came, where it expects files, as long as one is in sight", () => {
    const expecting = { fill: { id: "landed", value: 0 }, missingData: "breaching" } as const;
    const counts = fc.array(fc.option(fc.nat(2), { nil: undefined }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(counts, (values) => {
        const change = { ...expecting, periods: values.length, datapointsToAlarm: values.length };
        const came = values.some((value) => value !== undefined && value > 0);
        expect(stateOf(change, ...values)).toBe(came ? "OK" : "ALARM");
      }),
    );
  });

  it("says why, in CloudWatch's words", () => {
    const reason = (change: Partial<AlarmSpec>, ...values: (number | undefined)[]) =>
      evaluateAlarm({ ...spec, ...change }, points(...values))?.reason;
    expect(reason({ periods: 1, datapointsToAlarm: 1 }, 0.5)).toBe(
      "Threshold Crossed: 1 out of the last 1 datapoints [0.5 (05/03/26 10:00:00)] was less than the threshold (1.0) (minimum 1 datapoint for OK -> ALARM transition).",
    );
    expect(reason({}, 0, 2, 3)).toBe(
      "Threshold Crossed: 2 out of the last 3 datapoints [2.0 (05/03/26 09:00:00), 3.0 (05/03/26 08:00:00)] were not less than the threshold (1.0) (minimum 1 datapoint for ALARM -> OK transition).",
    );
    expect(reason({ missingData: "breaching" }, _, _, _)).toBe(
      "Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].",
    );
    expect(reason({ periods: 7, datapointsToAlarm: 7 }, 0, 0, 0, 0, 0, 0, 0)).toContain("06:00:00), ...] were");
  });
});
