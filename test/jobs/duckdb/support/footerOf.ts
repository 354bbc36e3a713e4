import { asyncBufferFromFile, type FileMetaData, parquetMetadataAsync } from "hyparquet";

/** The footer of a Parquet file, read by another implementation than those that write it. */
export async function footerOf(path: string): Promise<FileMetaData> {
  return parquetMetadataAsync(await asyncBufferFromFile(path));
}
