import { expect, it } from "vitest";
import { notReplayable } from "../../../core/replay/notReplayable.ts";

const replay = {
  ...{ of: { run: "things-1", attempt: 0 }, onto: ["things-2"], sha256: "x" },
  file: { bucket: "b", key: "k", versionId: "v", size: 1 },
};

it.each([
  ["superseded", "What things-1 published was replaced by a newer version of its source"],
  ["early", "It is to be added to what is not all published here: things-1, things-2"],
  ["outrun", "Another replay of things-1 was published first"],
  ["finished", "This replay of things-1 is published already"],
] as const)("a replay that is %s is told so, and what to do", (hindrance, what) => {
  const error = notReplayable(hindrance, { run: "things-3", replay });
  expect(error).toMatchObject({ code: `replay.${hindrance}`, where: "things-3", mend: expect.any(String) });
  expect(error.message).toContain(`things-3: ${what}`);
});
