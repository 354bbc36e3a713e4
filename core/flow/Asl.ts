/** A JSON value of a definition: literals and `{% JSONata %}` strings. */
export type AslValue = string | number | boolean | null | readonly AslValue[] | { readonly [name: string]: AslValue };

/** Variables set on leaving a state by this edge: names without `$`. */
export type AslAssign = Readonly<Record<string, AslValue>>;

/** One retrier; intervals in seconds. */
export interface AslRetrier {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: "FULL" | "NONE";
}

export interface AslCatcher {
  ErrorEquals: string[];
  Next: string;
  Assign?: AslAssign;
  Output?: AslValue;
}

interface AslCommon {
  Comment?: string;
  QueryLanguage?: "JSONata";
}

export interface AslTask extends AslCommon {
  Type: "Task";
  Resource: string;
  Arguments?: AslValue;
  TimeoutSeconds?: number | string;
  /** Less than TimeoutSeconds; kept for integrations that answer by a token. */
  HeartbeatSeconds?: number | string;
  Retry?: AslRetrier[];
  Catch?: AslCatcher[];
  Assign?: AslAssign;
  Output?: AslValue;
  Next?: string;
  End?: true;
}

export interface AslChoiceRule {
  Condition: string;
  Next: string;
  Assign?: AslAssign;
  Output?: AslValue;
}

export interface AslChoice extends AslCommon {
  Type: "Choice";
  Choices: AslChoiceRule[];
  Default?: string;
  /** Holds for the default edge alone. */
  Assign?: AslAssign;
  Output?: AslValue;
}

export interface AslWait extends AslCommon {
  Type: "Wait";
  Seconds?: number | string;
  Timestamp?: string;
  Assign?: AslAssign;
  Output?: AslValue;
  Next?: string;
  End?: true;
}

export interface AslPass extends AslCommon {
  Type: "Pass";
  Assign?: AslAssign;
  Output?: AslValue;
  Next?: string;
  End?: true;
}

/** States of their own, from `StartAt` on: a machine's, a branch's, or those that a Map runs for each item. */
export interface AslStates {
  Comment?: string;
  StartAt: string;
  States: Record<string, AslState>;
}

export interface AslParallel extends AslCommon {
  Type: "Parallel";
  Branches: AslStates[];
  /** The input of each branch; that of the state where it is absent. */
  Arguments?: AslValue;
  Retry?: AslRetrier[];
  Catch?: AslCatcher[];
  Assign?: AslAssign;
  Output?: AslValue;
  Next?: string;
  End?: true;
}

/** A Map of mode INLINE. */
export interface AslMap extends AslCommon {
  Type: "Map";
  /** A list, or JSONata that gives one; the state's input where it is absent. */
  Items?: AslValue;
  /** The input of each iteration; the item where it is absent. */
  ItemSelector?: AslValue;
  ItemProcessor: AslStates & { ProcessorConfig?: { Mode: "INLINE" } };
  /** Iterations that run at once; 0, the default, is as many as Step Functions runs: 40. */
  MaxConcurrency?: number | string;
  Retry?: AslRetrier[];
  Catch?: AslCatcher[];
  Assign?: AslAssign;
  Output?: AslValue;
  Next?: string;
  End?: true;
}

export interface AslSucceed extends AslCommon {
  Type: "Succeed";
  Output?: AslValue;
}

export interface AslFail extends AslCommon {
  Type: "Fail";
  Error?: string;
  Cause?: string;
}

export type AslState = AslTask | AslChoice | AslWait | AslPass | AslParallel | AslMap | AslSucceed | AslFail;

/**
 * A state machine in the part of Amazon States Language that flows compile to.
 * Source: https://states-language.net/spec.html
 */
export interface StateMachineDefinition extends AslStates {
  QueryLanguage: "JSONata";
  TimeoutSeconds?: number;
}
