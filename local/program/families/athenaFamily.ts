import { type Declared, type Derived, type Family, physicalName, regionalArn } from "../Family.ts";

/** Athena's workgroups. */
export const athenaFamily: Family = {
  "aws:athena/workgroup:Workgroup": workgroup,
};

function workgroup(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  return { id: name, outputs: { name, arn: regionalArn(declared, "athena", `workgroup/${name}`) } };
}
