import jsonata from "jsonata";
import { addFunctions } from "./functions.ts";
import { TaskError } from "./TaskError.ts";

/** What expressions see: the variables, and `states` as `$states`. */
export type Bindings = Readonly<Record<string, unknown>>;

/** A JSONata expression that failed, or whose value its field does not take. */
export class QueryError extends TaskError {
  readonly location: string;

  constructor(cause: string, location: string) {
    super("States.QueryEvaluationError", cause);
    this.location = location;
  }
}

/** The code within `{% %}`, or undefined for a literal text. */
export function codeIn(text: string): string | undefined {
  return text.startsWith("{%") && text.endsWith("%}") ? text.slice(2, -2).trim() : undefined;
}

/**
 * The value of a field of a definition: a literal, an expression, or JSON with expressions in it.
 *
 * @throws QueryError where an expression fails or gives nothing.
 */
export async function evaluate(template: unknown, field: string, bindings: Bindings): Promise<unknown> {
  if (typeof template === "string") return evaluateText(template, field, bindings);
  if (Array.isArray(template))
    return Promise.all(template.map((item, index) => evaluate(item, `${field}[${index}]`, bindings)));
  if (typeof template !== "object" || template === null) return template;
  const entries = Object.entries(template).map(
    async ([name, item]) => [name, await evaluate(item, `${field}/${name}`, bindings)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * The bounds of an expression as measured on Step Functions: about 100 nested evaluations and the longest list that it
 * holds. Of its time limit nothing is published.
 */
const LIMITS = { stack: 100, sequence: 873_782, timeout: 5000 } as const;

/** What Step Functions says where an expression exceeds a bound, by JSONata's code for it. */
const EXCEEDED: Readonly<Record<string, string>> = {
  D1011: "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive",
  D1012: "Expression evaluation timeout: Check for infinite loop",
  D2014: "Expression evaluation memory limit exceeded: Check for excessive memory usage",
  D2015: "Expression evaluation memory limit exceeded: Check for excessive memory usage",
};

async function evaluateText(text: string, field: string, bindings: Bindings): Promise<unknown> {
  const code = codeIn(text);
  if (code === undefined) return text;
  const about = `The JSONata expression '${code}' specified for the field '${field}'`;
  const result = await run(code, bindings).catch((error: unknown) => {
    throw new QueryError(`${about} threw an error during evaluation${messageOf(error)}`, field);
  });
  if (result === undefined) throw new QueryError(`${about} returned nothing (undefined).`, field);
  if (isFunction(result)) throw new QueryError(`${about} returned an unsupported result type.`, field);
  return JSON.parse(JSON.stringify(result));
}

async function run(code: string, bindings: Bindings): Promise<unknown> {
  const expression = jsonata(code, LIMITS);
  addFunctions(expression);
  return expression.evaluate(undefined, bindings);
}

function isFunction(result: unknown): boolean {
  if (typeof result !== "object" || result === null) return typeof result === "function";
  return "_jsonata_lambda" in result || "_jsonata_function" in result;
}

function messageOf(error: unknown): string {
  const { code = "", message } = error as { code?: string; message?: string };
  const exceeded = EXCEEDED[code];
  if (exceeded !== undefined) return `: ${exceeded}`;
  return code === "" ? `. ${message}` : `. ${code}: ${message}`;
}
