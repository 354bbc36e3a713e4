import type { ArchiveFile } from "../../program/archiveFiles.ts";
import { formatBytes } from "../formatBytes.ts";
import { type BundleSize, bundleSize } from "./bundleSize.ts";
import type { Check } from "./Check.ts";

/** A function of the program, and what it is deployed with. */
export interface Bundle {
  readonly name: string;
  readonly files: readonly ArchiveFile[];
}

const mebibyte = 1024 * 1024;

/** Lambda's own, in bytes. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const lambdaLimits: BundleSize = { zipped: 50 * mebibyte, unzipped: 250 * mebibyte };

/** From this share of a limit on, a bundle is warned of. */
const warnedShare = 0.8;

/**
 * Checks that Lambda takes the archive of each function of a stack.
 * @param limits of an archive that is uploaded with the call. @default Lambda's
 */
export async function checkBundles(
  stack: string,
  bundles: readonly Bundle[],
  limits: BundleSize = lambdaLimits,
): Promise<Check> {
  const sized = await Promise.all(bundles.map(async ({ name, files }) => ({ name, size: await bundleSize(files) })));
  const judged = sized.map(({ name, size }) => ({ name, share: fullness(size, limits), text: told(size, limits) }));
  const lines = (from: number, below: number) =>
    judged.filter(({ share }) => share > from && share <= below).map(({ name, text }) => `function ${name}: ${text}`);
  const largest = judged.toSorted((a, b) => b.share - a.share)[0];
  return {
    subject: `bundles of ${stack}`,
    looked: largest === undefined ? "none" : `${judged.length}; the largest is ${largest.name}: ${largest.text}`,
    problems: lines(1, Number.POSITIVE_INFINITY),
    warnings: lines(warnedShare, 1),
  };
}

/** How much of the limit that is nearer is used. */
function fullness(size: BundleSize, limits: BundleSize): number {
  return Math.max(size.zipped / limits.zipped, size.unzipped / limits.unzipped);
}

function told(size: BundleSize, limits: BundleSize): string {
  const of = (kind: keyof BundleSize) => `${formatBytes(size[kind])} of ${formatBytes(limits[kind])} ${kind}`;
  return `${of("zipped")}, ${of("unzipped")}`;
}
