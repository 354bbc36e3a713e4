import {
  type Declared,
  type Derived,
  type Family,
  physicalName,
  regionalArn,
  stableUuid,
  textInput,
} from "../Family.ts";

/** Redshift Serverless, and the statements that its deployment runs. */
export const redshiftFamily: Family = {
  "aws:redshiftserverless/namespace:Namespace": namespace,
  "aws:redshiftserverless/workgroup:Workgroup": workgroup,
  "aws:redshiftserverless/usageLimit:UsageLimit": usageLimit,
  "aws:redshiftdata/statement:Statement": (declared) => ({ id: stableUuid(declared) }),
};

function namespace(declared: Declared): Derived {
  const namespaceName = physicalName(declared, "namespaceName");
  const namespaceId = stableUuid(declared);
  const secret = `redshift!${namespaceName}-admin-${namespaceId.slice(0, 6)}`;
  const managed = declared.inputs.manageAdminPassword === true;
  return {
    id: namespaceName,
    outputs: {
      namespaceName,
      namespaceId,
      arn: regionalArn(declared, "redshift-serverless", `namespace/${namespaceId}`),
      adminUsername: textInput(declared, "adminUsername") ?? "admin",
      ...(managed && { adminPasswordSecretArn: regionalArn(declared, "secretsmanager", `secret:${secret}`) }),
    },
  };
}

function workgroup(declared: Declared): Derived {
  const workgroupName = physicalName(declared, "workgroupName");
  const workgroupId = stableUuid(declared);
  const { accountId, region } = declared;
  const address = `${workgroupName}.${accountId}.${region}.redshift-serverless.amazonaws.com`;
  const arn = regionalArn(declared, "redshift-serverless", `workgroup/${workgroupId}`);
  const endpoints = [{ address, port: 5439, vpcEndpoints: [] }];
  return { id: workgroupName, outputs: { workgroupName, workgroupId, arn, port: 5439, endpoints } };
}

function usageLimit(declared: Declared): Derived {
  const id = stableUuid(declared);
  return { id, outputs: { arn: regionalArn(declared, "redshift-serverless", `usagelimit/${id}`) } };
}
