/** What `--help` tells of a state that is run alone, beyond the options. */
export const stepHelp = `
The state does what it does in a run: a function is called, an integration reaches its service, a choice is evaluated. No
state follows, and nothing is tried again. What a function itself sets off goes on: an object that it puts into the
landing bucket is announced to the queue; a host that was started for this verb alone hands that on to nobody, the one of
"sluice up", and AWS, do. A state that waits for what it starts (.sync), a Map or a Parallel is not run alone.

Examples:
  sluice step csv-lake.Verify --run readings-8d6caa9b077098909794bd69f6d4ced5
  sluice step us-east-1.Commit --input '{"run":{...},"staged":{...}}'
  sluice step csv-lake.Engine --input run.json`;
