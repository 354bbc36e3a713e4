import parquetjs from "parquetjs-lite/package.json" with { type: "json" };
import { convertFile } from "../../jobs/inline/convertFile.ts";
import { convertHandler } from "../shared/convertHandler.ts";

/** Converts a small source object, and stages it in every region. */
export const handler = convertHandler(convertFile, "inline", async () => ({ "parquetjs-lite": parquetjs.version }));
