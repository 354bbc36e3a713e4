/** The first column of a file of corrections: the number that each record has in the source. */
export const recordColumn = "_record";
