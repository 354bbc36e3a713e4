import type { Contract } from "../../../core/contract/Contract.ts";
import { datasetPlan } from "../datasetPlan.ts";
import type { Check } from "./Check.ts";
import { errorText } from "./errorText.ts";
import { importEach } from "./importEach.ts";

const registryFile = "datasets/registry.ts";
const rawFile = "datasets/rawDatasets.ts";

/** Checks each contract under datasets/ of a project: it is sound, it emits what it must, and the registry has it. */
export async function checkContracts(folder: string): Promise<Check> {
  const { modules, problems } = await importEach(folder, "datasets/*.ts");
  const declared = [...modules]
    .filter(([path]) => path !== registryFile)
    .flatMap(([path, exported]) => contractsIn(exported).map((contract) => ({ path, contract })));
  const registered = modules.get(registryFile)?.registry;
  const raw = (modules.get(rawFile)?.rawDatasets ?? []) as readonly Contract[];
  return {
    subject: "contracts",
    looked: declared.map(({ contract }) => contract.name).join(", "),
    problems: [
      ...problems,
      ...declared.flatMap(({ path, contract }) => emissionProblems(path, contract)),
      ...(registered instanceof Map ? registryProblems(declared, registered, raw) : []),
      ...(registered instanceof Map || problems.length > 0 ? [] : [`${registryFile}: it exports no registry`]),
    ],
    warnings: [],
  };
}

function contractsIn(exported: Readonly<Record<string, unknown>>): Contract[] {
  return Object.values(exported).filter(isContract);
}

function isContract(value: unknown): value is Contract {
  return typeof value === "object" && value !== null && ["columns", "partitions", "hash"].every((key) => key in value);
}

/** What is derived from a contract must be derivable: an emitter that has no answer throws. */
function emissionProblems(path: string, contract: Contract): string[] {
  try {
    datasetPlan(contract, { "eu-west-1": "a-lake" }, []);
    return [];
  } catch (error) {
    return [`${path}: ${contract.name}: ${errorText(error)}`];
  }
}

function registryProblems(
  declared: readonly { readonly path: string; readonly contract: Contract }[],
  registered: ReadonlyMap<string, Contract>,
  raw: readonly Contract[],
): string[] {
  const known = new Set([...registered.values(), ...raw]);
  const misnamed = [...registered].filter(([name, contract]) => name !== contract.name);
  return [
    ...declared
      .filter(({ contract }) => !known.has(contract))
      .map(({ path, contract }) => `${path}: ${contract.name} is not in ${registryFile}; add it there`),
    ...misnamed.map(([name, contract]) => `${registryFile}: ${contract.name} is registered as "${name}"`),
  ];
}
