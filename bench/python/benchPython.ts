import { join } from "node:path";
import { projectFolder } from "../../local/cli/folders.ts";

/** The Python that has polars, pandas and Arrow once `setUpPython` has made it. */
export const benchPython = join(projectFolder, ".sluice/bench/venv/bin/python");
