declare module "asl-validator" {
  import type { StateMachineDefinition } from "../../../core/flow/Asl.ts";

  /** Checks a definition; adds a QueryLanguage to each of its states in place. */
  export default function validate(definition: StateMachineDefinition): {
    isValid: boolean;
    errors: { Message: string }[];
  };
}
