import { sha256 } from "../../core/sha256.ts";
import type { Properties } from "./Resource.ts";

/** A resource as the program declares it, before AWS would have answered. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  readonly region: string;
  readonly accountId: string;
}

/** What AWS would have answered: the physical id, and the outputs beyond the inputs. */
export interface Derived {
  readonly id: string;
  readonly outputs?: Properties;
}

/** How each resource type of one AWS service gets its id, ARN and other outputs. */
export type Family = Readonly<Record<string, (declared: Declared) => Derived>>;

/** An input that is a text, or undefined where the program leaves it out. */
export function textInput(declared: Declared, key: string): string | undefined {
  const value = declared.inputs[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * The physical name: the one given, or the logical name with seven hexadecimal digits, as Pulumi's auto-naming makes it.
 * The digits are a hash of type and name, so that every load gives the same name.
 */
export function physicalName(declared: Declared, key: string): string {
  return textInput(declared, key) ?? `${declared.name}-${digest(declared).slice(0, 7)}`;
}

/** A stable identifier in the form of a UUID, for resources that AWS numbers. */
export function stableUuid(declared: Declared): string {
  const hex = digest(declared);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/** `arn:aws:<service>:<region>:<account>:<resource>` */
export function regionalArn(declared: Declared, service: string, resource: string): string {
  return `arn:aws:${service}:${declared.region}:${declared.accountId}:${resource}`;
}

function digest(declared: Declared): string {
  return sha256(`${declared.type}\n${declared.name}`);
}
