import { SluiceError } from "../../../core/errors.ts";
import type { LineFormat } from "../../../jobs/traffic/generator/lineFormat.ts";
import { spanOf } from "../../../jobs/traffic/generator/spanOf.ts";
import { writeTraffic } from "../../../jobs/traffic/generator/writeTraffic.ts";
import { formatBytes } from "../formatBytes.ts";

export interface GenerateOptions {
  /** A local day of Brussels, or an instant. */
  readonly from: string;
  /** @default `days` days behind `from` */
  readonly to?: string;
  readonly days: number;
  /** Folder that is written to; other spans that lie there stay. */
  readonly output: string;
  readonly format: LineFormat;
  /** Measuring points. */
  readonly points: number;
  readonly seed: number;
}

/**
 * Writes made-up measurements as they would have landed, and tells how many.
 * @param what `traffic`
 * @throws SluiceError `cli.unknown_generator`, `traffic.bad_span`
 */
export async function generate(what: string, options: GenerateOptions): Promise<void> {
  if (what !== "traffic") {
    throw new SluiceError("cli.unknown_generator", `Nothing generates ${JSON.stringify(what)}`, {
      mend: "name traffic",
    });
  }
  const { output, format, points, seed } = options;
  const zone = "Europe/Brussels";
  const span = spanOf({ ...options, zone });
  const { records, bytes, files } = await writeTraffic({ ...span, zone, folder: output, format, points, seed });
  const count = records.toLocaleString("en");
  process.stdout.write(
    `${count} records of ${points} points in ${files.length} files, ${formatBytes(bytes)}: ${output}\n`,
  );
}
