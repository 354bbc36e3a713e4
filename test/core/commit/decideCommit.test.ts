import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareSequencers } from "../../../core/commit/compareSequencers.ts";
import { decideCommit } from "../../../core/commit/decideCommit.ts";

const hex = fc.string({ unit: fc.constantFrom(..."0123456789ABCDEF"), minLength: 1, maxLength: 24 });
const contender = fc.record({
  sequencer: hex,
  run: fc.constantFrom("a-1", "a-2"),
  attempt: fc.integer({ min: 0, max: 3 }),
});

describe("sequencers", () => {
  it("are padded on the right before they are compared as text", () => {
    expect(compareSequencers("0055", "00550000")).toBe(0);
    expect(compareSequencers("0055", "00550001")).toBe(-1);
    expect(compareSequencers("0056", "00550001")).toBe(1);
    expect(compareSequencers("00aa", "00AB")).toBe(-1);
  });

  it("are totally ordered", () => {
    fc.assert(
      fc.property(hex, hex, hex, (a, b, c) => {
        expect(compareSequencers(a, b)).toBe(-compareSequencers(b, a) + 0);
        if (compareSequencers(a, b) <= 0 && compareSequencers(b, c) <= 0) {
          expect(compareSequencers(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

describe("a commit", () => {
  const mine = { sequencer: "0100", run: "a-1", attempt: 1 };

  it("publishes where nothing is published", () => {
    expect(decideCommit(undefined, mine)).toBe("publish");
  });

  it("replaces an older version, whatever the attempts", () => {
    expect(decideCommit({ sequencer: "00FF", run: "a-9", attempt: 7 }, mine)).toBe("publish");
  });

  it("is superseded by a newer version, whatever the attempts", () => {
    expect(decideCommit({ sequencer: "0101", run: "a-9", attempt: 0 }, mine)).toBe("superseded");
  });

  it("replaces a lower attempt and is superseded by a higher one at an equal sequencer", () => {
    expect(decideCommit({ ...mine, attempt: 0 }, mine)).toBe("publish");
    expect(decideCommit({ ...mine, attempt: 2 }, mine)).toBe("superseded");
  });

  it("is finished where this very attempt is published", () => {
    expect(decideCommit(mine, mine)).toBe("finished");
  });

  it("leaves what came first at an equal sequencer and attempt of another run", () => {
    expect(decideCommit({ ...mine, run: "a-2" }, mine)).toBe("superseded");
  });

  it("ends with the same winner whatever the order in which contenders of distinct rank arrive", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(contender, { selector: (c) => `${c.sequencer.padEnd(24, "0")}/${c.attempt}` }),
        (all) => {
          const winner = (order: typeof all) =>
            order.reduce<(typeof all)[number] | undefined>(
              (published, next) => (decideCommit(published, next) === "publish" ? next : published),
              undefined,
            );
          expect(winner([...all].reverse())).toEqual(winner(all));
        },
      ),
    );
  });
});

describe("a replay", () => {
  const of = { run: "a-1", attempt: 1 };
  const published = { sequencer: "0100", ...of };
  const supplement = (run: string, attempt = 0) => ({
    ...{ run, attempt, file: { bucket: "b", key: "k", versionId: "v" }, sha256: "x", written: 1, added: [], files: [] },
    ...{ committedAt: "2026-01-01T00:00:00.000Z", finishedAt: null },
  });
  const replay = (run: string, onto: readonly string[] = []) => ({
    ...{ sequencer: "0100", run, attempt: 0 },
    replay: { of, onto },
  });
  const followedBy = (...runs: string[]) => ({ ...published, supplements: runs.map((run) => supplement(run)) });

  it("is published where the very run, attempt and replays are that it was made for, and then finished", () => {
    expect(decideCommit(published, replay("r-1"))).toBe("publish");
    expect(decideCommit(followedBy("r-1"), replay("r-2", ["r-1"]))).toBe("publish");
    expect(decideCommit(followedBy("r-1"), replay("r-1"))).toBe("finished");
    expect(decideCommit(followedBy("r-1", "r-2"), replay("r-1"))).toBe("finished");
    expect(decideCommit(followedBy("r-1"), { ...replay("r-1"), attempt: 1 })).toBe("superseded");
  });

  it("is too early where its run, or a replay before it, is not published yet", () => {
    expect(decideCommit(undefined, replay("r-1"))).toBe("early");
    expect(decideCommit({ ...published, sequencer: "0099" }, replay("r-1"))).toBe("early");
    expect(decideCommit({ ...published, attempt: 0 }, replay("r-1"))).toBe("early");
    expect(decideCommit(followedBy(), replay("r-2", ["r-1"]))).toBe("early");
  });

  it("is outrun by another replay of the same rejects", () => {
    expect(decideCommit(followedBy("r-1"), replay("r-2"))).toBe("outrun");
    expect(decideCommit(followedBy("r-1", "r-3"), replay("r-2", ["r-1"]))).toBe("outrun");
    expect(decideCommit(followedBy("r-3"), replay("r-2", ["r-1"]))).toBe("outrun");
  });

  it("is superseded by a newer version, and by a later attempt at its run", () => {
    expect(decideCommit({ ...published, sequencer: "0101", run: "a-2" }, replay("r-1"))).toBe("superseded");
    expect(decideCommit({ ...published, attempt: 2 }, replay("r-1"))).toBe("superseded");
  });

  it("does not keep its run from being finished, nor a newer version from being published", () => {
    expect(decideCommit(followedBy("r-1"), published)).toBe("finished");
    expect(decideCommit(followedBy("r-1"), { sequencer: "0101", run: "a-2", attempt: 0 })).toBe("publish");
  });
});
