import { setTimeout } from "node:timers/promises";
import type { Integration } from "./Integration.ts";

/** Milliseconds between two questions: the first, and the longest. */
const [soon, later] = [100, 2000];
/** In a row that may fail before the task does: Step Functions itself sees to it that it learns of the end. */
const mostQuestions = 5;

/** Asks after some work again and again, until the answer is that of its end. */
export async function untilEnded<T>(
  { signal }: Integration,
  ask: () => Promise<T>,
  isEnded: (answer: T) => boolean,
): Promise<T> {
  let failed = 0;
  for (let wait = soon; ; wait = Math.min(later, wait * 1.5)) {
    await setTimeout(wait, undefined, { signal });
    try {
      const answer = await ask();
      failed = 0;
      if (isEnded(answer)) return answer;
    } catch (error) {
      failed += 1;
      if (failed === mostQuestions) throw error;
    }
  }
}
