import { fileURLToPath } from "node:url";

/** The project's folder, with a trailing slash, wherever the program is run from. */
export const projectRoot = fileURLToPath(new URL("../", import.meta.url));
