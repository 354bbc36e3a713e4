/** The name of this composition: of its main machine, and in every mail. */
export const pipeline = "traffic";
