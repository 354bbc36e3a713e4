import { basename, dirname, join, relative, resolve } from "node:path";
import { isDatasetName } from "../../../core/contract/isDatasetName.ts";
import { SluiceError } from "../../../core/errors.ts";
import { projectFolder } from "../folders.ts";
import { draftOf } from "../infer/draftOf.ts";
import { requireFile } from "../requireFile.ts";
import { writeNew } from "../writeNew.ts";

export interface InferOptions {
  /** @default from the first file's name */
  readonly name?: string;
  /** The most records of each file that are looked at; `"all"` is every one. */
  readonly rows: number | "all";
  /** File to write, which must be new. @default standard output */
  readonly out?: string;
}

/**
 * Drafts a contract from files, and prints or writes it as TypeScript to review.
 * @throws SluiceError `cli.no_such_file`, `cli.dataset_name`, `cli.file_exists`, and as `draftOf` does
 */
export async function infer(paths: readonly [string, ...string[]], options: InferOptions): Promise<void> {
  for (const path of paths) await requireFile(path);
  const { rows, out } = options;
  const name = requireName(options.name ?? nameOf(paths[0]));
  const { source, outcome } = await draftOf({
    paths,
    name,
    rows: rows === "all" ? Number.POSITIVE_INFINITY : rows,
    ...(out === undefined ? {} : { core: coreFrom(out) }),
  });
  if (out === undefined) {
    process.stdout.write(source);
    return;
  }
  await writeNew(out, source, existsAlready(out));
  process.stdout.write(`${outcome.join("\n")}\n${out} is to be reviewed, and added to datasets/registry.ts\n`);
}

/** `Bird Strikes (1).csv` is of `bird_strikes_1`. */
function nameOf(path: string): string {
  const words = basename(path)
    .replace(/\..*$/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const name = (words ?? ["dataset"]).join("_");
  return (/^[a-z]/.test(name) ? name : `d${name}`).slice(0, 40);
}

function requireName(name: string): string {
  if (isDatasetName(name)) return name;
  throw new SluiceError("cli.dataset_name", `${JSON.stringify(name)} cannot be a dataset's name`, {
    mend: "give --name of at most 40 lower-case letters, digits and underscores, a letter first",
  });
}

function coreFrom(out: string): string {
  const path = relative(dirname(resolve(out)), join(projectFolder, "core"));
  return path.startsWith(".") ? path : `./${path}`;
}

function existsAlready(path: string): (cause: Error) => SluiceError {
  const what = `There is a file ${JSON.stringify(path)} already`;
  return (cause) => new SluiceError("cli.file_exists", what, { mend: "give --out a new one", cause });
}
