/** The dataset, and the table, of the result. */
export const resultDataset = "traffic_speeds";
