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

export interface AslSucceed extends AslCommon {
  Type: "Succeed";
  Output?: AslValue;
}

export interface AslFail extends AslCommon {
  Type: "Fail";
  Error?: string;
  Cause?: string;
}

export type AslState = AslTask | AslChoice | AslWait | AslSucceed | AslFail;

/**
 * A state machine in the part of Amazon States Language that flows compile to.
 * Source: https://states-language.net/spec.html
 */
export interface StateMachineDefinition {
  Comment?: string;
  QueryLanguage: "JSONata";
  StartAt: string;
  TimeoutSeconds?: number;
  States: Record<string, AslState>;
}
