// The process of a function: loads its handler and asks the Lambda Runtime API for one event after the other.
// Source: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { existsSync, realpathSync } from "node:fs";
import { Agent, request } from "node:http";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const taskRoot = realpathSync(process.env.LAMBDA_TASK_ROOT);

// The host holds the other end of standard input: when it is gone, so is this process.
process.stdin.on("end", () => process.exit(1)).on("error", () => process.exit(1));
process.stdin.resume();

refuseForeignModules();
const handler = await load();
let current;
process.on("uncaughtException", die);
process.on("unhandledRejection", die);
while (true) {
  current = await call("GET", "/invocation/next");
  const id = current.headers["lambda-runtime-aws-request-id"];
  process.env._X_AMZN_TRACE_ID = current.headers["lambda-runtime-trace-id"] ?? "";
  try {
    const result = await handler(JSON.parse(current.body), contextOf(current.headers, id));
    await call("POST", `/invocation/${id}/response`, JSON.stringify(result) ?? "null");
  } catch (error) {
    console.error(error);
    await call("POST", `/invocation/${id}/error`, JSON.stringify(described(error)));
  }
  current = undefined;
}

async function load() {
  try {
    const [module, name] = split(process.env._HANDLER);
    const file = [".mjs", ".js", ".cjs"].map((extension) => join(taskRoot, module + extension)).find(existsSync);
    if (file === undefined) {
      throw named("Runtime.ImportModuleError", `Cannot find module '${module}' in ${taskRoot}`);
    }
    const loaded = await import(pathToFileURL(file).href);
    const found = loaded[name] ?? loaded.default?.[name];
    if (typeof found !== "function") {
      throw named("Runtime.HandlerNotFound", `${process.env._HANDLER} is undefined or not exported`);
    }
    return found;
  } catch (error) {
    console.error(error);
    await call("POST", "/init/error", JSON.stringify(described(error)));
    process.exit(1);
  }
}

function split(handlerName) {
  const dot = handlerName.lastIndexOf(".");
  return [handlerName.slice(0, dot), handlerName.slice(dot + 1)];
}

// A function sees on AWS its archive, Node.js and the AWS SDK of the runtime; so it does here.
function refuseForeignModules() {
  const root = `${pathToFileURL(taskRoot).href}/`;
  const ofRuntime = /^@(aws-sdk|smithy)\//;
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const foreign = resolved.url.startsWith("file:") && !resolved.url.startsWith(root);
      const asksFromRoot = context.parentURL?.startsWith(root) ?? false;
      if (foreign && asksFromRoot && !ofRuntime.test(specifier)) {
        throw named(
          "Runtime.ImportModuleError",
          `Cannot find module '${specifier}': it is not in the function's archive`,
        );
      }
      return resolved;
    },
  });
}

function contextOf(headers, awsRequestId) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  return {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function named(name, message) {
  return Object.assign(new Error(message), { name });
}

function described(error) {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
}

async function die(error) {
  console.error(error);
  const id = current?.headers["lambda-runtime-aws-request-id"];
  if (id !== undefined) {
    await call("POST", `/invocation/${id}/error?exiting`, JSON.stringify(described(error))).catch(() => undefined);
  }
  process.exit(1);
}

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const sent = request(`${api}${path}`, { method, agent }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString("utf8") }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
