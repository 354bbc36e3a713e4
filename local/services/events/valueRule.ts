import { BlockList, isIP } from "node:net";
import { z } from "zod";

/** Whether a value of an event, a text, number, boolean or null, is what a rule asks for. */
export type ValueRule = (value: unknown) => boolean;

const text = z.union([z.string(), z.strictObject({ "equals-ignore-case": z.string() })]);
const texts = z.union([text.transform((one) => [one]), z.array(text)]);
const plain = z.union([z.string(), z.number()]);
const plains = z.union([plain.transform((one) => [one]), z.array(plain)]);
const strings = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const comparator = z.enum(["<", "<=", "=", ">=", ">"]);
const bound = z.tuple([comparator, z.number()]);
const range = z.tuple([comparator, z.number(), comparator, z.number()]);
const anythingBut = z.union([
  plains.transform((values) => equalTo(values)),
  z.strictObject({ prefix: texts }).transform(({ prefix }) => startingWith(prefix)),
  z.strictObject({ suffix: texts }).transform(({ suffix }) => endingWith(suffix)),
  z.strictObject({ wildcard: strings }).transform(({ wildcard }) => like(wildcard)),
  z.strictObject({ "equals-ignore-case": strings }).transform((rule) => alike(rule["equals-ignore-case"])),
]);

/**
 * One rule for a value: the value itself, or an operator. `exists` is not among them, as it asks about what may not be
 * there.
 *
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const valueRule: z.ZodType<ValueRule> = z.union([
  z.union([plain, z.boolean(), z.null()]).transform(
    (known): ValueRule =>
      (value) =>
        value === known,
  ),
  z.strictObject({ prefix: text }).transform(({ prefix }) => startingWith([prefix])),
  z.strictObject({ suffix: text }).transform(({ suffix }) => endingWith([suffix])),
  z.strictObject({ "equals-ignore-case": z.string() }).transform((rule) => alike([rule["equals-ignore-case"]])),
  z.strictObject({ wildcard: z.string() }).transform(({ wildcard }) => like([wildcard])),
  z.strictObject({ numeric: z.union([bound, range]) }).transform(({ numeric }) => within(numeric)),
  z.strictObject({ cidr: z.union([z.cidrv4(), z.cidrv6()]) }).transform(({ cidr }) => inBlock(cidr)),
  z.strictObject({ "anything-but": anythingBut }).transform((rule): ValueRule => {
    const excluded = rule["anything-but"];
    return (value) => !excluded(value);
  }),
]);

type Text = z.infer<typeof text>;

function equalTo(known: readonly (string | number)[]): ValueRule {
  return (value) => known.some((each) => each === value);
}

function startingWith(prefixes: readonly Text[]): ValueRule {
  return ofTexts((value) => prefixes.some((prefix) => compared(value, prefix, (one, other) => one.startsWith(other))));
}

function endingWith(suffixes: readonly Text[]): ValueRule {
  return ofTexts((value) => suffixes.some((suffix) => compared(value, suffix, (one, other) => one.endsWith(other))));
}

function alike(known: readonly string[]): ValueRule {
  return ofTexts((value) => known.some((each) => each.toLowerCase() === value.toLowerCase()));
}

/** `*` stands for any text; `\*` for itself, and `\\` for a backslash. */
function like(wildcards: readonly string[]): ValueRule {
  const patterns = wildcards.map((wildcard) => {
    const parts = wildcard.match(/\\[\\*]|./gsu) ?? [];
    const source = parts.map((part) => (part === "*" ? ".*" : RegExp.escape(part.replace(/^\\(?=.)/, ""))));
    return new RegExp(`^${source.join("")}$`, "su");
  });
  return ofTexts((value) => patterns.some((pattern) => pattern.test(value)));
}

function within(numeric: z.infer<typeof bound> | z.infer<typeof range>): ValueRule {
  const [first, low, second = "=", high = low] = numeric;
  const isBound = numeric.length === 2;
  return (value) =>
    typeof value === "number" && compare[first](value, low) && (isBound || compare[second](value, high));
}

const compare: Record<z.infer<typeof comparator>, (value: number, limit: number) => boolean> = {
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  "=": (value, limit) => value === limit,
  ">=": (value, limit) => value >= limit,
  ">": (value, limit) => value > limit,
};

function inBlock(cidr: string): ValueRule {
  const [address = "", bits] = cidr.split("/");
  const family = (ip: string) => (isIP(ip) === 6 ? "ipv6" : "ipv4");
  const block = new BlockList();
  block.addSubnet(address, Number(bits), family(address));
  return ofTexts((value) => isIP(value) !== 0 && block.check(value, family(value)));
}

function ofTexts(rule: (value: string) => boolean): ValueRule {
  return (value) => typeof value === "string" && rule(value);
}

function compared(value: string, known: Text, test: (one: string, other: string) => boolean): boolean {
  if (typeof known === "string") return test(value, known);
  return test(value.toLowerCase(), known["equals-ignore-case"].toLowerCase());
}
