import { SluiceError } from "../../core/errors.ts";
import { sha256 } from "../../core/sha256.ts";
import type { PlanIdentity } from "../../jobs/traffic/PlanIdentity.ts";
import type { PlanInput } from "./PlanInput.ts";

/**
 * Which plan an execution makes: its own, by its name, or the one that it resumes.
 * @throws SluiceError `traffic.bad_resume`
 */
export function planIdentity({ name, startedAt, resume }: Omit<PlanInput, "asked">): PlanIdentity {
  const run = resume.run ?? `traffic-${sha256(name).slice(0, 32)}`;
  const attempt = resume.attempt ?? 0;
  const started = new Date(resume.startedAt ?? startedAt);
  if (!/^traffic-[0-9a-f]{32}$/.test(run)) throw badResume(`${JSON.stringify(run)} is no plan`);
  if (!Number.isInteger(attempt) || attempt < 0) throw badResume(`${JSON.stringify(attempt)} is no attempt`);
  if (Number.isNaN(started.getTime())) throw badResume(`${JSON.stringify(resume.startedAt ?? startedAt)} is no time`);
  return { run, attempt, startedAt: started.toISOString() };
}

function badResume(what: string): SluiceError {
  const mend = "resume with run and startedAt of the plan as it was, and an attempt one higher";
  return new SluiceError("traffic.bad_resume", what, { mend });
}
