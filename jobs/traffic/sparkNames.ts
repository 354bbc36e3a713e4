/** What the transform is given by, in Spark: views of the session that it reads, and its parameters. */
export const sparkNames = {
  raw: "raw",
  locations: "locations",
  parameters: ["lateness", "look_back", "first_minute", "last_minute", "zone"],
} as const;
