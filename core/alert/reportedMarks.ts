/** The end of the cause of an execution whose own mail was sent. */
export const mailedMark = " (mailed)";

/** The end of the cause of a region's execution that the main machine of a pipeline started, and will mail. */
export function toldMark(pipeline: string): string {
  return ` (told to ${pipeline})`;
}

/** The ends of causes of which no second mail is due. */
export function reportedMarks(pipeline: string): string[] {
  return [mailedMark, toldMark(pipeline)];
}
