import { describe, expect, it } from "vitest";
import { QueryQueue } from "../../../../local/services/athena/QueryQueue.ts";

/** A query that runs until it is told to end. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const query = {
    begun: false,
    end: resolve,
    run: async () => {
      query.begun = true;
      await promise;
    },
  };
  return query;
}

describe("the queue of an account's queries", () => {
  it("runs as many as there are slots, the others in the order in which they came", async () => {
    const queue = new QueryQueue({ slots: 2, quota: 10 });
    const queries = [held(), held(), held(), held()];
    for (const { run } of queries) queue.add(run);
    const begun = () => queries.map((query) => query.begun);
    expect(begun()).toEqual([true, true, false, false]);
    queries[1]?.end();
    await expect.poll(begun).toEqual([true, true, true, false]);
    queries[0]?.end();
    await expect.poll(begun).toEqual([true, true, true, true]);
  });

  it("refuses one more than its quota, those that wait included, until one has ended", async () => {
    const queue = new QueryQueue({ slots: 1, quota: 2 });
    const queries = [held(), held()];
    for (const { run } of queries) {
      queue.checkRoom();
      queue.add(run);
    }
    expect(() => queue.checkRoom()).toThrow(expect.objectContaining({ code: "TooManyRequestsException" }));
    queries[0]?.end();
    await expect.poll(() => queries[1]?.begun).toBe(true);
    expect(() => queue.checkRoom()).not.toThrow();
  });

  it("never runs one that was taken out while it waited", async () => {
    const queue = new QueryQueue({ slots: 1, quota: 10 });
    const [first, second, third] = [held(), held(), held()];
    for (const { run } of [first, second, third]) queue.add(run);
    queue.remove(second.run);
    first.end();
    await expect.poll(() => third.begun).toBe(true);
    expect(second.begun).toBe(false);
  });

  it("goes on after one that failed", async () => {
    const queue = new QueryQueue({ slots: 1, quota: 10 });
    const next = held();
    queue.add(() => Promise.reject(new Error("failed")));
    queue.add(next.run);
    await expect.poll(() => next.begun).toBe(true);
  });
});
