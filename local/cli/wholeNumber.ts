import { InvalidArgumentError } from "commander";

/** Reads an option's value: a whole number within bounds. */
export function wholeNumber(least: number, most: number): (given: string) => number {
  return (given) => {
    const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It is not a number from ${least} to ${most}.`);
  };
}
