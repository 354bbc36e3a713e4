/** The arrows of the house: each layer may import only those listed for it. docs/architecture.md draws them. */
const layers = {
  core: [],
  datasets: ["core"],
  jobs: ["core", "datasets"],
  lambdas: ["core", "datasets", "jobs"],
  infra: ["core"],
  stacks: ["core", "datasets", "jobs", "lambdas", "infra"],
  local: ["core", "datasets", "jobs", "lambdas", "infra", "stacks"],
};

const oneWay = Object.entries(layers).map(([layer, allowed]) => ({
  name: `${layer}-imports-only-${allowed.join("-") || "itself"}`,
  severity: "error",
  from: { path: `^${layer}/` },
  to: {
    path: `^(${[...Object.keys(layers), "test", "bench"].join("|")})/`,
    pathNot: `^(${[layer, ...allowed].join("|")})/`,
  },
}));

module.exports = {
  forbidden: [
    ...oneWay,
    {
      name: "flows-know-no-pulumi",
      comment: "A flow is orchestration alone: it is compiled, tested and interpreted without Pulumi.",
      severity: "error",
      from: { path: "^stacks/[^/]+/[A-Za-z]*[fF]low\\.ts$" },
      to: { path: "^(infra|node_modules/@pulumi)/" },
    },
    {
      name: "stacks-take-only-types-of-lambdas",
      comment: "The program deploys functions as bundles; it never runs their code.",
      severity: "error",
      from: { path: "^stacks/" },
      to: { path: "^(lambdas|jobs)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "core-is-pure",
      comment: "No Pulumi, no AWS SDK, no file system, no network in core.",
      severity: "error",
      from: { path: "^core/" },
      to: { path: "^(node_modules/(@pulumi|@aws-sdk|@duckdb)/|(node:)?(fs|http|net|child_process|os|path))" },
    },
    {
      name: "pulumi-only-in-infra-stacks-local",
      severity: "error",
      from: { path: "^(datasets|jobs|lambdas)/" },
      to: { path: "^node_modules/@pulumi/" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-tests-in-source",
      severity: "error",
      from: { pathNot: "^(test|bench)/" },
      to: { path: "^(test|bench)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
