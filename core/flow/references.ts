declare const input: unique symbol;
declare const output: unique symbol;

export type ResourceKind = "function" | "machine" | "topic" | "resource" | "setting";

/** What a flow names before it exists: a resource, whose ARN is known when the flow is rendered, or a setting. */
export interface Reference<Kind extends ResourceKind = ResourceKind> {
  readonly kind: Kind;
  readonly name: string;
}

/** A function by the name of its folder, with the types of what it takes and gives. */
export interface FunctionRef<In, Out> extends Reference<"function"> {
  readonly [input]?: (value: In) => void;
  readonly [output]?: Out;
}

/** A state machine by name, with the types of its execution's input and output. */
export interface MachineRef<In, Out> extends Reference<"machine"> {
  readonly [input]?: (value: In) => void;
  readonly [output]?: Out;
}

export type TopicRef = Reference<"topic">;

/** Anything else that a service integration touches: for the machine's policy. */
export type ResourceRef = Reference<"resource">;

/** A text that is known when the flow is rendered, such as the name of a crawler. */
export type SettingRef = Reference<"setting">;

export const functionRef = <In, Out>(name: string): FunctionRef<In, Out> => reference("function", name);
export const machineRef = <In, Out>(name: string): MachineRef<In, Out> => reference("machine", name);
export const topicRef = (name: string): TopicRef => reference("topic", name);
export const resourceRef = (name: string): ResourceRef => reference("resource", name);
export const settingRef = (name: string): SettingRef => reference("setting", name);

const references = new WeakSet<object>();

export function isReference(candidate: unknown): candidate is Reference {
  return typeof candidate === "object" && candidate !== null && references.has(candidate);
}

function reference<Kind extends ResourceKind>(kind: Kind, name: string): Reference<Kind> {
  const made = Object.freeze({ kind, name });
  references.add(made);
  return made;
}
