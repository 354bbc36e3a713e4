/**
 * What random tests draw from: `SLUICE_SEED`; without it always the same cases, so that a change fails for what it changed
 * and a clean checkout passes twice or never (as Hypothesis's `derandomize` has it where CI runs); with `SLUICE_SOAK`,
 * which looks for what nobody has seen yet, others each time.
 */
export const seed = Number(
  process.env.SLUICE_SEED ?? (process.env.SLUICE_SOAK === undefined ? 20_261_121 : Date.now() % 2 ** 31),
);
