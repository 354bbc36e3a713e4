import { Listr } from "listr2";
import { SluiceError } from "../../../core/errors.ts";
import { setUpSpark } from "../../python/setUpSpark.ts";

/**
 * Makes what this machine needs for a part of the project, showing what is done; what is there already stays.
 * @param what `spark`
 * @throws SluiceError `cli.unknown_setup`, and as `setUpSpark` does
 */
export async function setup(what: string): Promise<void> {
  if (what !== "spark") {
    throw new SluiceError("cli.unknown_setup", `There is nothing ${JSON.stringify(what)} to set up`, {
      mend: "name spark",
    });
  }
  const task = {
    title: "Set up Spark: a Python environment and Hadoop's jars",
    rendererOptions: { outputBar: 3 },
    task: async (_: unknown, shows: { output: string }) => {
      await setUpSpark((line) => {
        shows.output = line;
      });
    },
  };
  await new Listr([task], { fallbackRenderer: "simple" }).run();
}
