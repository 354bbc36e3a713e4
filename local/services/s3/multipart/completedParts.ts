import { parseXML } from "@aws-sdk/xml-builder";
import { z } from "zod";
import { AwsError } from "../../kernel/AwsError.ts";
import { elementOf } from "../checksumAnswers.ts";
import type { Part, Upload } from "./Upload.ts";

/** 5 MiB: the least that each part but the last must have. */
const smallestPart = 5 * 1024 ** 2;

const listedPart = z.looseObject({ PartNumber: z.coerce.number().int(), ETag: z.string() });
const request = z.object({
  CompleteMultipartUpload: z.object({
    Part: z.union([listedPart.transform((one) => [one]), z.array(listedPart).max(10_000)]),
  }),
});
type ListedPart = z.infer<typeof listedPart>;

/**
 * The uploaded parts that the body of a CompleteMultipartUpload lists.
 * @throws AwsError `MalformedXML`, `InvalidPartOrder`, `InvalidPart`, `InvalidRequest`, `EntityTooSmall`
 */
export function completedParts(upload: Upload, uploaded: readonly Part[], body: string): Part[] {
  const listed = listedParts(body);
  checkOrder(upload, listed);
  const byNumber = new Map(uploaded.map((part) => [part.number, part]));
  const parts = listed.map((each) => uploadedPart(upload, each, byNumber.get(each.PartNumber)));
  const small = parts.slice(0, -1).find(({ bytes }) => bytes < smallestPart);
  if (small !== undefined) {
    const what = "Your proposed upload is smaller than the minimum allowed size";
    throw new AwsError(
      "EntityTooSmall",
      `${what} (part ${small.number} has ${small.bytes} bytes, not ${smallestPart})`,
    );
  }
  return parts;
}

function listedParts(body: string): ListedPart[] {
  const parsed = request.safeParse(parsedXml(body));
  if (!parsed.success) {
    throw new AwsError("MalformedXML", "The XML you provided was not well-formed or did not validate");
  }
  return parsed.data.CompleteMultipartUpload.Part;
}

function parsedXml(body: string): unknown {
  try {
    return parseXML(body);
  } catch {
    return undefined;
  }
}

/** Numbers grow; those of parts with checksums of their own go 1, 2, 3 and so on. */
function checkOrder({ checksumType }: Upload, listed: readonly ListedPart[]): void {
  const inOrder = (number: number, index: number) =>
    checksumType === "COMPOSITE" ? number === index + 1 : number > (listed[index - 1]?.PartNumber ?? 0);
  if (!listed.every(({ PartNumber }, index) => inOrder(PartNumber, index))) {
    const what = "The list of parts was not in ascending order. Parts must be ordered by part number.";
    throw new AwsError("InvalidPartOrder", what);
  }
}

function uploadedPart({ algorithm, checksumType }: Upload, listed: ListedPart, part: Part | undefined): Part {
  const claimed = algorithm === undefined ? undefined : listed[elementOf(algorithm)];
  if (claimed === undefined && algorithm !== undefined && checksumType === "COMPOSITE") {
    const what = `The upload was created using a ${algorithm} checksum. The complete request must include the checksum`;
    throw new AwsError("InvalidRequest", `${what} for each part. It was missing for part ${listed.PartNumber}.`);
  }
  const others = Object.keys(listed).filter(
    (name) => name.startsWith("Checksum") && name !== elementOf(algorithm ?? ""),
  );
  const same = listed.ETag.replaceAll('"', "") === part?.etag && (claimed ?? part.checksum) === part.checksum;
  if (part === undefined || !same || others.length > 0) {
    const what = "One or more of the specified parts could not be found. The part may not have been uploaded, or the";
    throw new AwsError("InvalidPart", `${what} specified entity tag may not match the part's entity tag.`);
  }
  return part;
}
