/** Texts that are remembered at once. */
const most = 4096;

/** Lookups after which it is judged whether remembering is worth it. */
const trial = 1024;

/** A function of texts that remembers what it answered, as long as at least a third of the texts come again. */
export function remembered<T>(answer: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  let lookups = 0;
  let misses = 0;
  return (text) => {
    if (misses > trial && misses * 3 > lookups * 2) return answer(text);
    lookups += 1;
    const known = answers.get(text);
    if (known !== undefined) return known;
    misses += 1;
    const found = answer(text);
    if (answers.size === most) answers.clear();
    answers.set(text, found);
    return found;
  };
}
