import { describe, expect, it } from "vitest";
import type { CommitRecord } from "../../../core/commit/CommitRecord.ts";
import { isSettled } from "../../../core/commit/isSettled.ts";
import { supersededIntents } from "../../../core/commit/supersededIntents.ts";

const at = "2026-01-01T12:00:00.000Z";
const published: CommitRecord = {
  source: { bucket: "b", key: "k", versionId: "v" },
  ...{ sequencer: "0B", run: "r-2", attempt: 1, contract: "c", read: 0, written: 0, rejected: 0, added: [], files: [] },
  ...{ supplements: [], replaced: null, committedAt: at, finishedAt: null },
};
const intent = (run: string, sequencer: string, attempt: number) => ({ run, sequencer, attempt, at, files: [] });

describe("intents", () => {
  it("are superseded by a published version that is newer, of a later attempt, or was first; never its own", () => {
    const own = intent("r-2", "0B", 1);
    const older = [intent("r-1", "0A", 7), intent("r-2", "0B", 0), intent("r-3", "0B", 1)];
    const newer = [intent("r-4", "0C", 0), intent("r-2", "0B", 2)];
    expect(supersededIntents(published, [own, ...older, ...newer])).toEqual(older);
  });

  it("are settled an hour after they were written, when no function that wrote them can be at work", () => {
    expect(isSettled(intent("r-1", "0A", 0), new Date("2026-01-01T13:00:00.000Z"))).toBe(false);
    expect(isSettled(intent("r-1", "0A", 0), new Date("2026-01-01T13:00:00.001Z"))).toBe(true);
  });
});
