import { SluiceError } from "../../../core/errors.ts";
import type { FoundDialect } from "./InferFile.ts";
import type { SniffedFile } from "./SniffedFile.ts";

/**
 * The one dialect that all files are written in. A file without quotes, or without comments, goes with any.
 * @throws SluiceError `file.dialects_differ`
 */
export function commonDialect(files: readonly [SniffedFile, ...SniffedFile[]]): FoundDialect {
  const [{ name, dialect: first }, ...others] = files;
  const seen = (option: "quote" | "escape" | "comment") =>
    files.map(({ dialect }) => dialect[option]).find((character) => character !== "" && character !== null);
  const quote = seen("quote") ?? '"';
  const shared = { quote, escape: seen("escape") ?? quote, comment: seen("comment") ?? null };
  const different = others.find(
    ({ dialect }) => !isSame({ ...shared, ...used(dialect) }, { ...shared, ...used(first) }),
  );
  if (different === undefined) return { ...first, ...shared };
  throw new SluiceError("file.dialects_differ", `The file is written as ${told(different.dialect)}`, {
    where: different.name,
    mend: `draft it alone, as ${name} is written as ${told(first)}`,
  });
}

/** The options of a dialect that occur in its file. */
function used(dialect: FoundDialect): Partial<FoundDialect> {
  return Object.fromEntries(Object.entries(dialect).filter(([, value]) => value !== ""));
}

function isSame(one: object, other: object): boolean {
  return told(one) === told(other);
}

function told(dialect: object): string {
  return Object.entries(dialect)
    .filter(([, value]) => value !== "")
    .map(([option, value]) => `${option} ${JSON.stringify(value)}`)
    .sort()
    .join(", ");
}
