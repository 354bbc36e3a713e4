import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { remembered } from "../../../core/convert/remembered.ts";

describe("a function that remembers", () => {
  test("answers as the function does, whatever comes again", () => {
    const texts = fc.array(fc.oneof(fc.constantFrom("a", "b", "__proto__"), fc.string()), { maxLength: 200 });
    fc.assert(
      fc.property(texts, (all) => {
        const answer = (text: string) => ({ length: text.length, text });
        expect(all.map(remembered(answer))).toEqual(all.map(answer));
      }),
    );
  });

  test("asks once for what comes often", () => {
    const answer = vi.fn((text: string) => [text]);
    const again = remembered(answer);
    for (let index = 0; index < 10_000; index += 1) again(`text ${index % 100}`);
    expect(answer).toHaveBeenCalledTimes(100);
    expect(again("text 7")).toBe(again("text 7"));
  });

  test("gives up where most is new, and holds no more than it may", () => {
    const answer = vi.fn((text: string) => [text]);
    const again = remembered(answer);
    const kept = again("text 0");
    for (let index = 1; index < 10_000; index += 1) again(`text ${index}`);
    expect(again("text 0")).toEqual(kept);
    expect(again("text 0")).not.toBe(kept);
  });

  test("forgets all when it holds much, and goes on", () => {
    const answer = vi.fn((text: string) => [text]);
    const again = remembered(answer);
    for (let index = 0; index < 5000; index += 1) for (let time = 0; time < 3; time += 1) again(`text ${index}`);
    expect(answer).toHaveBeenCalledTimes(5000);
    again("text 0");
    expect(answer).toHaveBeenCalledTimes(5001);
    again("text 4999");
    expect(answer).toHaveBeenCalledTimes(5001);
  });
});
