/**
 * The metric that counts the files that landed. A function's name is unlike any other's in its region, so that the
 * stacks of an account do not count together.
 */
export const landedMetric = {
  namespace: "Sluice",
  name: "FilesLanded",
  /** Powertools gives each metric this dimension: here the name of the function that counts. */
  functionDimension: "service",
  datasetDimension: "dataset",
} as const;
