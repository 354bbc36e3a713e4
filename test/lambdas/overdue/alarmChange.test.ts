import { describe, expect, it } from "vitest";
import { alarmChange } from "../../../lambdas/overdue/alarmChange.ts";

const metricStat = {
  metric: { namespace: "Sluice", name: "FilesLanded", dimensions: { service: "trigger", dataset: "readings" } },
  period: 3600,
  stat: "Sum",
};
const event = {
  source: "aws.cloudwatch",
  alarmArn: "arn:aws:cloudwatch:eu-west-1:000000000000:alarm:expect-readings",
  accountId: "000000000000",
  time: "2026-03-05T10:00:00.000+0000",
  region: "eu-west-1",
  alarmData: {
    alarmName: "expect-readings",
    state: { value: "ALARM", reason: "Threshold Crossed", timestamp: "2026-03-05T10:00:00.000+0000" },
    previousState: { value: "OK", reason: "", timestamp: "2026-03-04T10:00:00.000+0000" },
    configuration: {
      description: "no file",
      metrics: [
        { id: "filled", expression: "FILL(landed, 0)", returnData: true },
        { id: "landed", metricStat, returnData: false },
      ],
    },
  },
};

describe("the event of an alarm", () => {
  it("says which dataset's files, and from which state to which", () => {
    expect(alarmChange(event)).toEqual({
      alarm: { region: "eu-west-1", name: "expect-readings" },
      dataset: "readings",
      from: "OK",
      to: "ALARM",
    });
  });

  it("may be an alarm's first", () => {
    const { previousState: _, ...first } = event.alarmData;
    expect(alarmChange({ ...event, alarmData: first }).from).toBe("INSUFFICIENT_DATA");
  });

  it.each([
    {},
    { ...event, alarmData: { ...event.alarmData, configuration: { metrics: [] } } },
    { ...event, alarmData: { ...event.alarmData, state: { value: "BROKEN" } } },
  ])("is refused where it is of another form, so that it is tried again and put aside", (odd) => {
    expect(() => alarmChange(odd)).toThrow();
  });
});
