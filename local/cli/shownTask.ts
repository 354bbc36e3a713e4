import { Listr } from "listr2";
import { shownLines } from "./shownLines.ts";

export interface ShownTaskOptions {
  readonly title: string;
  /** Whether nothing is shown, as the outcome is printed as JSON. */
  readonly json: boolean;
}

/** Does something that tells what happens, shows that line by line, and answers what came of it. */
export async function shownTask<T>(
  { title, json }: ShownTaskOptions,
  run: (tell: (line: string) => void) => Promise<T>,
): Promise<T> {
  const done: T[] = [];
  const task = {
    title,
    rendererOptions: shownLines,
    task: async (_: unknown, shows: { output: string }) => {
      const tell = (line: string) => {
        shows.output = line;
      };
      done.push(await run(tell));
    },
  };
  await new Listr([task], { silentRendererCondition: json, fallbackRenderer: "simple" }).run();
  for (const each of done) return each;
  throw new Error("The task was not done");
}
