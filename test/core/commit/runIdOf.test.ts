import { describe, expect, it } from "vitest";
import { runId } from "../../../core/commit/runId.ts";
import { runIdOf } from "../../../core/commit/runIdOf.ts";

const source = { bucket: "landing", key: "things/a.csv", versionId: "v1", size: 5, sequencer: "0A" };
const replay = {
  ...{ of: { run: "things-1", attempt: 0 }, onto: ["things-2"], sha256: "abc=" },
  file: { bucket: "landing", key: "_replays/things/r.csv", versionId: "w1", size: 9 },
};
const idOf = (change: object = {}, contract = "c") =>
  runIdOf({ dataset: "things", source, replay: { ...replay, ...change } }, contract);

describe("the identity of a run", () => {
  it("is that of its source object under the contract", () => {
    expect(runIdOf({ dataset: "things", source }, "c")).toBe(runId({ dataset: "things", ...source, contract: "c" }));
  });

  it("is, of a replay, that of its corrections and of what they are added to, wherever they were uploaded", () => {
    expect(idOf()).toMatch(/^things-[0-9a-f]{32}$/);
    expect(idOf({ file: { ...replay.file, versionId: "w2" } })).toBe(idOf());
    const others = [
      idOf({ sha256: "abd=" }),
      idOf({ onto: [] }),
      idOf({ of: { run: "things-1", attempt: 1 } }),
      idOf({ of: { run: "things-7", attempt: 0 } }),
      idOf({}, "d"),
      runIdOf({ dataset: "things", source }, "c"),
    ];
    expect(new Set([idOf(), ...others]).size).toBe(7);
  });
});
