import { following } from "./following.ts";

/** What the alarm of a dead-letter queue says of it. */
export interface DeadLettersNote {
  readonly pipeline: string;
  /** What a letter is, as a clause: `objects landed and no run was started`. */
  readonly holds: string;
  /** Whether SQS can send letters back: only to another queue, and not to a topic, a rule or a function. @default false */
  readonly redrive?: boolean | undefined;
  /** What follows commands: `--stack dev --aws`. @default nothing */
  readonly commandOptions?: string | undefined;
}

/** What lies in a dead-letter queue, how to look at it and, where that can be, how to send it on its way again. */
export function deadLettersNote({ pipeline, holds, redrive, commandOptions }: DeadLettersNote): string {
  const command = `npx sluice deadletters${following(commandOptions)}`;
  return `Pipeline ${pipeline}: ${holds}. Look: ${command}.${redrive ? ` Try again: ${command} --redrive` : ""}`;
}
