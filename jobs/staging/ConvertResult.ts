import type { Manifest } from "../../core/commit/Manifest.ts";

/** How a region came to what is staged there: by this conversion, as it was found, or from another region's files. */
export type StagingOrigin = "converted" | "reused" | "filled";

/** How staging in one region ended; error and cause are an error's name and message. */
export type RegionResult =
  | { readonly status: "staged"; readonly attempt: number; readonly origin: StagingOrigin }
  | { readonly status: "failed"; readonly error: string; readonly cause: string };

/** What a conversion did: the manifest's counts, and each region's result. */
export interface ConvertResult extends Pick<Manifest, "read" | "written" | "rejected" | "reasons" | "duplicateKeys"> {
  readonly regions: Readonly<Record<string, RegionResult>>;
}

/** The result of a region whose staging settled so. */
export function regionResult(
  settled: PromiseSettledResult<void> | undefined,
  attempt: number,
  origin: StagingOrigin,
): RegionResult {
  if (settled?.status !== "rejected") return { status: "staged", attempt, origin };
  const { reason } = settled;
  const [error, cause] = reason instanceof Error ? [reason.name, reason.message] : ["Error", String(reason)];
  return { status: "failed", error, cause };
}

/** The counts of a conversion, beside the results of its regions. */
export function convertResult(
  { read, written, rejected, reasons, duplicateKeys }: Omit<ConvertResult, "regions">,
  regions: readonly (readonly [region: string, result: RegionResult])[],
): ConvertResult {
  return { regions: Object.fromEntries(regions), read, written, rejected, reasons, duplicateKeys };
}
