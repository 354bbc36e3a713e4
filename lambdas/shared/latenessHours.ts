import { SluiceError } from "../../core/errors.ts";
import { setting } from "./setting.ts";

/**
 * Hours that a record may arrive after its measurement, by the environment variable SLUICE_LATENESS_HOURS.
 * @throws SluiceError `lambda.setting_missing` or `lambda.setting_wrong`
 */
export function latenessHours(): number {
  const text = setting("SLUICE_LATENESS_HOURS");
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new SluiceError("lambda.setting_wrong", `Environment variable SLUICE_LATENESS_HOURS is "${text}", not hours`, {
    mend: "set it to a number in the function's environment in stacks/",
  });
}
