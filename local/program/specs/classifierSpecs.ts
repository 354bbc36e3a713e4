import { z } from "zod";
import type { Graph } from "../Graph.ts";
import { parseInputs } from "./parseInputs.ts";

/** A custom classifier: how a crawler is told to read CSV. */
export interface CsvClassifier {
  /** Undefined: whichever of the built-in delimiters fits. */
  readonly delimiter: string | undefined;
  readonly quoteSymbol: string | undefined;
  readonly containsHeader: "UNKNOWN" | "PRESENT" | "ABSENT";
  /** Names for the columns, where the classifier gives them. */
  readonly header: readonly string[] | undefined;
  readonly allowSingleColumn: boolean;
}

const inert = z.unknown().optional();
const classifierInputs = z.strictObject({
  name: z.string().optional(),
  region: z.string().optional(),
  csvClassifier: z.strictObject({
    delimiter: z.string().length(1).optional(),
    quoteSymbol: z.string().length(1).optional(),
    containsHeader: z.enum(["UNKNOWN", "PRESENT", "ABSENT"]).default("UNKNOWN"),
    headers: z.array(z.string()).optional(),
    allowSingleColumn: z.boolean().default(false),
    disableValueTrimming: z.literal(false).optional(),
    serde: z.enum(["None", "LazySimpleSerDe"]).optional(),
  }),
  tags: inert,
});

/**
 * The CSV classifiers of the program, by name.
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_CreateCsvClassifierRequest.html
 */
export function csvClassifiers(graph: Graph): ReadonlyMap<string, CsvClassifier> {
  return new Map(
    graph.ofType("aws:glue/classifier:Classifier").map((resource) => {
      const { delimiter, quoteSymbol, headers, ...rest } = parseInputs(resource, classifierInputs).csvClassifier;
      const { containsHeader, allowSingleColumn } = rest;
      const classifier = { delimiter, quoteSymbol, containsHeader, header: headers, allowSingleColumn };
      return [String(resource.outputs.name), classifier];
    }),
  );
}
