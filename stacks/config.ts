import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { SluiceError } from "../core/errors.ts";
import { nearestOf } from "./nearestOf.ts";
import { type Setting, type SettingName, settings } from "./settings.ts";

type Schemas = { [Name in SettingName]: (typeof settings)[Name]["schema"] };
type Values = Readonly<Record<SettingName, unknown>>;

const names = Object.keys(settings) as SettingName[];
const stackConfig = z.object(Object.fromEntries(names.map((name) => [name, settings[name].schema])) as Schemas);

/** A stack's configuration, settled: see `settings` for what each is. */
export type StackConfig = z.infer<typeof stackConfig>;

/** What two settings must be to each other. */
const relations: readonly { readonly of: SettingName; readonly must: string; holds(values: Values): boolean }[] = [
  {
    of: "farRegion",
    must: "be another region than aws:region",
    holds: ({ nearRegion, farRegion }) => farRegion === undefined || farRegion !== nearRegion,
  },
  {
    of: "warehouseMaxRpu",
    must: `be at least ${settings.warehouseBaseRpu.key}`,
    holds: ({ warehouseBaseRpu: base, warehouseMaxRpu: max }) =>
      typeof base !== "number" || typeof max !== "number" || max >= base,
  },
];

/**
 * Reads and checks the stack's configuration.
 * @throws SluiceError `config.invalid` with a line for each bad or unknown key, and in it the command that mends it.
 */
export function readConfig(): StackConfig {
  const given = pulumi.runtime.allConfig();
  const values = Object.fromEntries(names.map((name) => [name, settingValue(settings[name], given)])) as Values;
  const parsed = stackConfig.safeParse(values);
  const bad = new Set(parsed.error?.issues.map(({ path }) => path[0]));
  const problems = [
    ...names.filter((name) => bad.has(name)).map((name) => broken(name, settings[name].must, values)),
    ...relations
      .filter(({ of, holds }) => !bad.has(of) && !holds(values))
      .map(({ of, must }) => broken(of, must, values)),
    ...Object.keys(given).filter(isUnknown).map(unknownKey),
  ];
  if (parsed.success && problems.length === 0) return parsed.data;
  const count = problems.length === 1 ? "one setting is" : `${problems.length} settings are`;
  throw new SluiceError("config.invalid", [`${count} to be mended`, ...problems].join("\n  "), {
    where: `Pulumi.${pulumi.getStack()}.yaml`,
  });
}

/** A value as Pulumi keeps it: what is no text is JSON; a text that is no JSON stays what it is. */
function settingValue({ key, default: absent }: Setting, given: Readonly<Record<string, string>>): unknown {
  const value = given[key];
  if (value === undefined) return absent;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function broken(name: SettingName, must: string, values: Values): string {
  const { key, command } = settings[name];
  const value = values[name];
  const found = value === undefined ? "is missing" : `is ${JSON.stringify(value)}`;
  return `${key} ${found} and must ${must}; run ${command}, or with a value of your own`;
}

const keys = names.map((name) => settings[name].key);

/** Other namespaces, such as `aws:profile`, are their providers' to judge. */
function isUnknown(key: string): boolean {
  return key.startsWith("sluice:") && !keys.some((known) => known === key);
}

function unknownKey(key: string): string {
  const meant = nearestOf(key, keys);
  const hint = meant === undefined ? "" : ` (did you mean ${meant}?)`;
  return `${key} is no setting${hint}; run pulumi config rm ${key}`;
}
