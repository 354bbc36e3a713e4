import { z } from "zod";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import type { JsonOperations } from "../kernel/JsonService.ts";
import { readInput } from "../kernel/readInput.ts";
import type { CatalogScope } from "./CatalogScope.ts";
import type { GlueObject } from "./CatalogStore.ts";
import {
  checkValues,
  createPartitions,
  itemError,
  keyOf,
  type OpenTable,
  openTable,
  storedPartition,
} from "./openTable.ts";
import { pageOf } from "./pageOf.ts";

const values = z.array(z.string()).min(1);
const partitionInput = z.looseObject({ Values: values });
const ofTable = z.object({ DatabaseName: z.string(), TableName: z.string() });
const listed = ofTable.extend({ Expression: z.string().optional() });
const one = ofTable.extend({ PartitionValues: values });
const update = ofTable.extend({ PartitionValueList: values, PartitionInput: partitionInput });
const updates = ofTable.extend({
  Entries: z
    .array(z.object({ PartitionValueList: values, PartitionInput: partitionInput }))
    .min(1)
    .max(100),
});
const creation = ofTable.extend({ PartitionInputList: z.array(partitionInput).max(100) });
const deletion = ofTable.extend({ PartitionsToDelete: z.array(z.object({ Values: values })).max(25) });
const getting = ofTable.extend({ PartitionsToGet: z.array(z.object({ Values: values })).max(1000) });

/** The operations on partitions. Source: https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-partitions.html */
export function partitionOperations(scopeOf: (call: Call) => CatalogScope): JsonOperations {
  const open = (action: string, given: z.infer<typeof ofTable>, call: Call) => openTable(action, given, scopeOf(call));
  return {
    BatchCreatePartition: (input, call) => {
      const given = readInput(creation, input);
      return createPartitions(open("BatchCreatePartition", given, call), given.PartitionInputList);
    },
    CreatePartition: (input, call) => {
      const given = readInput(ofTable.extend({ PartitionInput: partitionInput }), input);
      const [failed] = createPartitions(open("CreatePartition", given, call), [given.PartitionInput]).Errors;
      if (failed !== undefined) {
        throw new AwsError(failed.ErrorDetail.ErrorCode, failed.ErrorDetail.ErrorMessage);
      }
    },
    BatchDeletePartition: (input, call) => {
      const given = readInput(deletion, input);
      const opened = open("BatchDeletePartition", given, call);
      const missing = given.PartitionsToDelete.filter(({ Values }) => !opened.byValues.delete(keyOf(Values)));
      opened.save();
      return { Errors: missing.map(({ Values }) => itemError(Values, "EntityNotFoundException", notFound)) };
    },
    BatchGetPartition: (input, call) => {
      const given = readInput(getting, input);
      const { byValues } = open("BatchGetPartition", given, call);
      const found = given.PartitionsToGet.map(({ Values }) => byValues.get(keyOf(Values)));
      return { Partitions: found.filter((partition) => partition !== undefined), UnprocessedKeys: [] };
    },
    BatchUpdatePartition: (input, call) => {
      const given = readInput(updates, input);
      const opened = open("BatchUpdatePartition", given, call);
      const Errors = given.Entries.flatMap(({ PartitionValueList, PartitionInput }) => {
        if (opened.byValues.has(keyOf(PartitionValueList))) {
          replacePartition(opened, PartitionValueList, PartitionInput);
          return [];
        }
        return [{ PartitionValueList, ErrorDetail: { ErrorCode: "EntityNotFoundException", ErrorMessage: notFound } }];
      });
      opened.save();
      return { Errors };
    },
    GetPartition: (input, call) => {
      const given = readInput(one, input);
      return { Partition: partitionOf(open("GetPartition", given, call), given.PartitionValues) };
    },
    GetPartitions: (input, call) => {
      const given = readInput(listed, input);
      const { byValues } = open("GetPartitions", given, call);
      if (given.Expression !== undefined && given.Expression !== "") {
        throw new AwsError("InvalidInputException", "The local Glue does not evaluate partition expressions.");
      }
      const { items, NextToken } = pageOf([...byValues.values()], input);
      return { Partitions: items, NextToken };
    },
    UpdatePartition: (input, call) => {
      const given = readInput(update, input);
      const opened = open("UpdatePartition", given, call);
      replacePartition(opened, given.PartitionValueList, given.PartitionInput);
      opened.save();
    },
  };
}

function replacePartition(opened: OpenTable, values: string[], input: z.infer<typeof partitionInput>): void {
  const { CreationTime } = partitionOf(opened, values);
  checkValues(opened, input.Values);
  opened.byValues.delete(keyOf(values));
  opened.byValues.set(keyOf(input.Values), { ...storedPartition(opened, input), CreationTime });
}

const notFound = "Cannot find partition.";

function partitionOf({ byValues }: OpenTable, wanted: string[]): GlueObject {
  const partition = byValues.get(keyOf(wanted));
  if (partition === undefined) {
    throw new AwsError("EntityNotFoundException", notFound);
  }
  return partition;
}
