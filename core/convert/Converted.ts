import type { Value } from "../contract/ColumnSpec.ts";
import type { Reason } from "./reasons.ts";

/** What a text became: a value, or the one reason for which it is none. */
export type Converted<V = Value> = { readonly value: V } | { readonly reason: Reason };
