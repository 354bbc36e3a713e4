import { InvalidArgumentError } from "commander";
import { contestants } from "./contestants.ts";

/** Reads one more value of an option that names contestants by the beginnings of their names. */
export function someContestant(given: string, others: readonly string[] = []): readonly string[] {
  if (contestants.some(({ name }) => name.startsWith(given))) return [...others, given];
  const names = contestants.map(({ name }) => JSON.stringify(name));
  throw new InvalidArgumentError(`No name begins so; they are ${names.join(", ")}.`);
}
