import { z } from "zod";
import { SluiceError } from "../../../core/errors.ts";
import type { AslState, AslStates } from "../../../core/flow/Asl.ts";
import { realClock } from "../../states/Clock.ts";
import { checkState } from "../../states/checkState.ts";
import { deadline } from "../../states/deadline.ts";
import type { ContextObject, StatesHost } from "../../states/StatesHost.ts";
import { TaskError } from "../../states/TaskError.ts";
import { type StateTested, testState } from "../../states/testState.ts";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import type { JsonInput } from "../kernel/JsonService.ts";
import { readInput } from "../kernel/readInput.ts";
import type { Integration } from "./Integration.ts";
import { runIntegration } from "./runIntegration.ts";
import { stateNamed } from "./stateNamed.ts";

/** How a role reaches the services from a region. */
export type Reach = (roleArn: string, region: string) => Pick<Integration, "call" | "ended">;

const input = z.object({
  definition: z.string().min(1),
  roleArn: z.string().optional(),
  input: z.string().default("{}"),
  inspectionLevel: z.enum(["INFO", "DEBUG", "TRACE"]).default("INFO"),
  variables: z.string().default("{}"),
  stateName: z.string().optional(),
  mock: z
    .object({
      result: z.string().optional(),
      errorOutput: z.object({ error: z.string().default(""), cause: z.string().default("") }).optional(),
    })
    .optional(),
  context: z.string().optional(),
});
type Asked = z.infer<typeof input>;

/** Seconds that a state may take. */
const limit = 300;

/**
 * TestState: runs one state alone, as a role. Without a mock it takes no Map, no Parallel and no task that waits for the
 * end of what it starts; Map and Parallel not with one either, here.
 *
 * Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 */
export async function testStateOperation(given: JsonInput, call: Call, reach: Reach): Promise<JsonInput> {
  const asked = readInput(input, given);
  call.asks("states:TestState", "*");
  if (asked.roleArn !== undefined) call.asks("iam:PassRole", asked.roleArn);
  if (asked.context !== undefined && asked.mock === undefined) throw invalid("context is taken with a mock only");
  if (asked.roleArn === undefined && asked.mock === undefined)
    throw invalid("roleArn is required where nothing is mocked");
  const name = asked.stateName ?? "State";
  const state = testableState(asked, name);
  const test = {
    name,
    state,
    input: json(asked.input, "input"),
    variables: json(asked.variables, "variables") as Record<string, unknown>,
    context: { ...emptyContext, ...(json(asked.context ?? "{}", "context") as Partial<ContextObject>) },
  };
  const tested = testState(test, hostFor(asked, call.region, reach));
  const late = (): StateTested => ({ status: "FAILED", error: "States.Timeout", cause: "", variables: {}, events: [] });
  return answer(await deadline(realClock, tested, limit, late), asked);
}

const emptyContext: ContextObject = {
  Execution: { Id: "", Name: "", Input: {}, RoleArn: "", StartTime: "", RedriveCount: 0 },
  StateMachine: { Id: "", Name: "" },
};

function testableState({ definition, stateName, mock }: Asked, name: string): AslState {
  const given = json(definition, "definition") as AslStates & AslState;
  const found = stateName === undefined ? given : stateNamed(given, stateName);
  if (found === undefined)
    throw new AwsError("InvalidDefinition", `Invalid State Machine Definition: no state '${name}'`);
  const language = found.QueryLanguage ?? (stateName === undefined ? undefined : given.QueryLanguage);
  if (language !== "JSONata")
    throw new AwsError("InvalidDefinition", "Invalid State Machine Definition: only JSONata runs here");
  try {
    checkState(found, name);
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    throw new AwsError("InvalidDefinition", `Invalid State Machine Definition: ${error.message}`);
  }
  if (found.Type === "Map" || found.Type === "Parallel") throw invalid(`a ${found.Type} state is not tested`);
  if (mock !== undefined && found.Type !== "Task") throw invalid(`a ${found.Type} state takes no mock`);
  const waits = found.Type === "Task" && /\.(sync(:2)?|waitForTaskToken)$/.test(found.Resource);
  if (waits && mock === undefined) throw invalid("a task that waits for the end of what it starts needs a mock");
  return found;
}

function hostFor({ roleArn = "", mock }: Asked, region: string, reach: Reach): Omit<StatesHost, "emit"> {
  const { call, ended } = reach(roleArn, region);
  const task: StatesHost["task"] = async (asked) => {
    if (mock?.errorOutput) throw new TaskError(mock.errorOutput.error, mock.errorOutput.cause);
    if (mock) return json(mock.result ?? "null", "mock.result");
    const { signal, submitted } = asked;
    return await runIntegration(asked, { arguments: (asked.arguments ?? {}) as never, signal, submitted, call, ended });
  };
  return { task, clock: realClock, random: Math.random };
}

function answer({ status, output, error, cause, next, ...rest }: StateTested, asked: Asked): JsonInput {
  const { events, variables, handled } = rest;
  const scheduled = events.findLast((event) => event.taskScheduledEventDetails)?.taskScheduledEventDetails;
  const succeeded = events.findLast((event) => event.taskSucceededEventDetails)?.taskSucceededEventDetails;
  const inspectionData = {
    input: asked.input,
    afterArguments: scheduled?.parameters,
    result: succeeded?.output,
    variables: JSON.stringify(variables),
    errorDetails: handled,
  };
  const told = asked.inspectionLevel === "INFO" ? {} : { inspectionData };
  return {
    status,
    output: output === undefined ? undefined : JSON.stringify(output),
    error,
    cause,
    nextState: next,
    ...told,
  };
}

function json(text: string, member: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const code = member === "definition" ? "InvalidDefinition" : "InvalidExecutionInput";
    throw new AwsError(code, `${member} is not JSON: '${(error as Error).message}'`);
  }
}

function invalid(what: string): AwsError {
  return new AwsError("ValidationException", `TestState: ${what}.`);
}
