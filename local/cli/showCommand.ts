import { shellWord } from "./shellWord.ts";

/** The command that shows a run, in the folder of state that was given, if one was. */
export function showCommand(run: string, state: string | undefined): string {
  return `npx sluice show ${run}${state === undefined ? "" : ` --state ${shellWord(state)}`}`;
}
