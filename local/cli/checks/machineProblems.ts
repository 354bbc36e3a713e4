import validate from "asl-validator";
import type { StateMachineDefinition } from "../../../core/flow/Asl.ts";
import { errorText } from "./errorText.ts";

/**
 * What AWS's schema of the States Language finds wrong with a definition, each line beginning with `where`.
 * @see https://github.com/ChristopheBougere/asl-validator
 */
export function machineProblems(where: string, definition: string): string[] {
  let parsed: StateMachineDefinition;
  try {
    parsed = JSON.parse(definition);
  } catch (error) {
    return [`${where}: the definition is not JSON: ${errorText(error)}`];
  }
  return validate(parsed).errors.map((error) => `${where}: ${error.Message}`);
}
