import { type Declared, type Derived, type Family, physicalName, stableUuid, textInput } from "../Family.ts";

/** IAM roles and their policies. IAM is global, so its ARNs name no region. */
export const iamFamily: Family = {
  "aws:iam/role:Role": role,
  "aws:iam/policy:Policy": policy,
  "aws:iam/rolePolicy:RolePolicy": rolePolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": attachment,
};

function role(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  const path = textInput(declared, "path") ?? "/";
  const arn = `arn:aws:iam::${declared.accountId}:role${path}${name}`;
  const uniqueId = `AROA${stableUuid(declared).replaceAll("-", "").slice(0, 17).toUpperCase()}`;
  return { id: name, outputs: { name, path, arn, uniqueId } };
}

function policy(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  const arn = `arn:aws:iam::${declared.accountId}:policy${textInput(declared, "path") ?? "/"}${name}`;
  return { id: arn, outputs: { name, arn } };
}

function rolePolicy(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  return { id: `${textInput(declared, "role") ?? ""}:${name}`, outputs: { name } };
}

function attachment(declared: Declared): Derived {
  return { id: `${textInput(declared, "role") ?? ""}-${textInput(declared, "policyArn") ?? ""}` };
}
