import { eq } from "../../../../core/flow/conditions.ts";
import { flow } from "../../../../core/flow/flow.ts";
import { functionRef } from "../../../../core/flow/references.ts";

export interface RegionInput {
  run: string;
  attempt: number;
}

export interface RegionOutput {
  status: "published" | "superseded";
  files: number;
}

export const commit = functionRef<RegionInput, { status: "committed" | "superseded"; files: string[] }>("commit");
export const register = functionRef<{ run: string; files: string[] }, { partitions: number; files: number }>(
  "register",
);

/** Makes a run's staged files visible in one region. */
export const regionFlow = flow<RegionInput, RegionOutput>("csv-lake-region", (f) => {
  const committed = f.lambda("Commit", { function: commit, input: { run: f.input.run, attempt: f.input.attempt } });
  f.choice("Superseded?", [
    [eq(committed.status, "superseded"), () => f.succeed("Superseded", { status: "superseded", files: 0 })],
  ]);
  const registered = f.lambda("Register", {
    function: register,
    input: { run: f.input.run, files: committed.files },
  });
  f.succeed("Published", { status: "published", files: registered.files });
});
