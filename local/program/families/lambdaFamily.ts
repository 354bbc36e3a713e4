import {
  type Declared,
  type Derived,
  type Family,
  physicalName,
  regionalArn,
  stableUuid,
  textInput,
} from "../Family.ts";

/** Lambda functions, the permissions to invoke them and their event source mappings. */
export const lambdaFamily: Family = {
  "aws:lambda/function:Function": lambda,
  "aws:lambda/permission:Permission": permission,
  "aws:lambda/eventSourceMapping:EventSourceMapping": mapping,
};

function lambda(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  const arn = regionalArn(declared, "lambda", `function:${name}`);
  const invokeArn = `arn:aws:apigateway:${declared.region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
  return { id: name, outputs: { name, arn, invokeArn, qualifiedArn: `${arn}:$LATEST`, version: "$LATEST" } };
}

function permission(declared: Declared): Derived {
  const statementId = physicalName(declared, "statementId");
  return { id: statementId, outputs: { statementId } };
}

function mapping(declared: Declared): Derived {
  const uuid = stableUuid(declared);
  const named = textInput(declared, "functionName") ?? "";
  const functionArn = named.startsWith("arn:") ? named : regionalArn(declared, "lambda", `function:${named}`);
  const arn = regionalArn(declared, "lambda", `event-source-mapping:${uuid}`);
  return { id: uuid, outputs: { uuid, arn, functionArn, state: "Enabled" } };
}
