import { createHash, randomUUID } from "node:crypto";
import type { Expression } from "jsonata";

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

/**
 * Gives an expression the functions that Step Functions adds to JSONata, and takes away `$eval`, for which there is `$parse`.
 * `$random` with a seed repeats itself, but its numbers are not those of AWS.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html (JSONata functions provided by Step Functions)
 */
export function addFunctions(expression: Expression): void {
  expression.registerFunction("partition", partition, "<an:a>");
  expression.registerFunction("range", range, "<nnn:a>");
  expression.registerFunction("hash", hash, "<xs?:s>");
  expression.registerFunction("random", random, "<n?:n>");
  expression.registerFunction("uuid", randomUUID, "<:s>");
  expression.registerFunction("parse", (text: string): unknown => JSON.parse(text), "<s:x>");
  expression.assign("eval", undefined);
}

function partition(items: unknown[], size: number): unknown[][] {
  if (!Number.isInteger(size) || size < 1)
    throw new Error(`the size of a partition is ${size}, not a whole number from 1`);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function range(first: number, last: number, step: number): number[] {
  if (![first, last, step].every(Number.isInteger) || step === 0) {
    throw new Error(`$range(${first}, ${last}, ${step}) is not of whole numbers with a step other than 0`);
  }
  return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, index) => first + index * step);
}

function hash(data: unknown, algorithm = "SHA-256"): string {
  const name = ALGORITHMS[algorithm];
  if (name === undefined) throw new Error(`the hash ${algorithm} is none of ${Object.keys(ALGORITHMS).join(", ")}`);
  return createHash(name)
    .update(typeof data === "string" ? data : JSON.stringify(data))
    .digest("hex");
}

/** A number from 0 (included) to 1 (excluded). The generator is Mulberry32. */
function random(seed?: number): number {
  if (seed === undefined) return Math.random();
  let mixed = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
