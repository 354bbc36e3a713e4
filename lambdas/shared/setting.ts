import { SluiceError } from "../../core/errors.ts";

/**
 * An environment variable that the program gives to the function.
 * @throws SluiceError `lambda.setting_missing` where it is absent.
 */
export function setting(name: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== "") return value;
  throw new SluiceError("lambda.setting_missing", `Environment variable ${name} is not set`, {
    mend: "set it in the function's environment in stacks/",
  });
}
