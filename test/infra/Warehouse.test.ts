import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { warehouseSetup } from "../../core/emit/warehouseSetup.ts";
import type { Graph } from "../../local/program/Graph.ts";
import { loadProgram } from "../../local/program/loadProgram.ts";
import { kindOf, ofKind, only, statementsOf } from "../stacks/resources.ts";

const entry = fileURLToPath(new URL("./warehouse.ts", import.meta.url));
let graph: Graph;

beforeAll(async () => {
  graph = await loadProgram({ entry, project: "p", stack: "s", config: { "aws:region": "sa-east-1" } });
});

const named = (kind: string, name: string) => only(graph, kind, name);
const trustOf = (role: string) => JSON.parse(String(named("Role", role).inputs.assumeRolePolicy)).Statement;
const account = "000000000000";
const glue = `arn:aws:glue:eu-north-1:${account}`;

describe("Warehouse", () => {
  it("puts all that it makes in the region it is given, roles and their policies excepted", () => {
    const elsewhere = graph.resources.filter(({ component, region }) => !component && region !== "eu-north-1");
    expect(new Set(elsewhere.map(kindOf))).toEqual(new Set(["Role", "RolePolicy"]));
  });

  it("names every bound of its capacity, and stops at the day's limit", () => {
    expect(named("Workgroup", "warehouse").inputs).toMatchObject({ baseCapacity: 8, maxCapacity: 16 });
    expect(named("UsageLimit", "warehouse").inputs).toMatchObject({
      resourceArn: graph.outputs.workgroupArn,
      usageType: "serverless-compute",
      period: "daily",
      amount: 64,
      breachAction: "deactivate",
    });
    expect(named("Workgroup", "Sized_one").inputs).toMatchObject({ baseCapacity: 32, maxCapacity: 64 });
    expect(named("UsageLimit", "Sized_one").inputs.amount).toBe(5);
  });

  it("is named as Redshift Serverless allows, by the stack too", () => {
    expect(graph.outputs.workgroup).toBe("warehouse-s");
    expect(graph.outputs.sizedWorkgroup).toBe("sized-one-s");
  });

  it("is reached from no network, and lies in three subnets without a way in or out", () => {
    const { inputs } = named("Workgroup", "warehouse");
    expect(inputs).toMatchObject({ publiclyAccessible: false, enhancedVpcRouting: false });
    expect(new Set(inputs.subnetIds as string[]).size).toBe(3);
    const group = named("SecurityGroup", "warehouse");
    expect(inputs.securityGroupIds).toEqual([group.id]);
    expect(group.inputs).toMatchObject({ ingress: [], egress: [] });
    const [vpc] = graph.ofType("awsx:ec2:Vpc").filter(({ name }) => name === "warehouse");
    expect(group.inputs.vpcId).toBe(vpc?.outputs.vpcId);
    expect(vpc?.inputs).toMatchObject({
      region: "eu-north-1",
      numberOfAvailabilityZones: 3,
      natGateways: { strategy: "None" },
      subnetSpecs: [{ type: "Isolated" }],
    });
  });

  it("keeps its administrator's password where only its ARN is told", () => {
    const { inputs, outputs } = named("Namespace", "warehouse");
    expect(inputs).toMatchObject({ dbName: "sluice", manageAdminPassword: true });
    expect(inputs).not.toHaveProperty("adminUserPassword");
    expect(graph.outputs.adminSecretArn).toBe(outputs.adminPasswordSecretArn);
  });

  it("reads what is committed, and the catalog of its database, under a role that only Redshift may take", () => {
    const role = named("Role", "warehouse-spectrum").outputs.arn;
    expect(named("Namespace", "warehouse").inputs).toMatchObject({ iamRoles: [role], defaultIamRoleArn: role });
    expect(trustOf("warehouse-spectrum")).toEqual([
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"] },
      },
    ]);
    const lake = named("Bucket", "lake").outputs.arn;
    const [list, get, catalog, ...more] = statementsOf(named("RolePolicy", "warehouse-spectrum").inputs.policy);
    expect(list).toMatchObject({ Action: ["s3:ListBucket", "s3:GetBucketLocation"], Resource: [lake] });
    expect(get).toMatchObject({ Action: ["s3:GetObject"], Resource: [`${lake}/rows/*`, `${lake}/rejects/*`] });
    expect(catalog?.Resource).toEqual([`${glue}:catalog`, `${glue}:database/roads`, `${glue}:table/roads/*`]);
    for (const action of catalog?.Action ?? []) expect(action).toMatch(/^glue:(BatchGet|Get)/);
    expect(more).toEqual([]);
  });

  it("is read by people of the account as a role with the reader's database role and their own statements alone", () => {
    const { arn } = named("Role", "warehouse-reader").outputs;
    expect(graph.outputs.readerRoleArn).toBe(arn);
    expect(named("Role", "warehouse-reader").inputs.tags).toEqual({ RedshiftDbRoles: "sluice_reader" });
    expect(trustOf("warehouse-reader")).toEqual([
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: account } },
    ]);
    expect(statementsOf(named("RolePolicy", "warehouse-reader").inputs.policy)).toEqual([
      {
        Effect: "Allow",
        Action: ["redshift-data:ExecuteStatement", "redshift-serverless:GetCredentials"],
        Resource: [graph.outputs.workgroupArn],
      },
      {
        Effect: "Allow",
        Action: [
          "redshift-data:DescribeStatement",
          "redshift-data:GetStatementResult",
          "redshift-data:CancelStatement",
        ],
        Resource: ["*"],
        Condition: { StringEquals: { "redshift-data:statement-owner-iam-userid": `\${aws:userid}` } },
      },
    ]);
  });

  it("is set up by the administrator, statement after statement, once there is a workgroup to run them", () => {
    const made = ofKind(graph, "Statement").filter(({ name }) => name.startsWith("warehouse-"));
    const tolls = made.find(({ name }) => name.startsWith("warehouse-create-road-tolls-"));
    const [first] = made;
    expect(first?.inputs.sql).toContain("FROM DATA CATALOG DATABASE 'roads'\nREGION 'eu-north-1'\n");
    expect(first?.inputs.sql).toContain(`IAM_ROLE '${named("Role", "warehouse-spectrum").outputs.arn}'`);
    expect(tolls?.inputs.sql).toBe("CREATE TABLE IF NOT EXISTS marts.toll_by_day (day date, toll decimal(18, 2))");
    for (const { inputs } of made) {
      expect(inputs).toMatchObject({
        workgroupName: graph.outputs.workgroup,
        database: "sluice",
        secretArn: graph.outputs.adminSecretArn,
      });
    }
    expect(made.at(-1)?.name).toMatch(/^warehouse-sluice-refresher-tables-/);
  });

  it("without tables of any dataset has the schemas and roles alone", () => {
    const made = ofKind(graph, "Statement").filter(({ name }) => name.startsWith("Sized_one-"));
    expect(made.map(({ name }) => name)).toEqual(warehouseSetup([]).map(({ name }) => `Sized_one-${name}`));
  });
});

describe("Crawler", () => {
  it("of what landed infers a table of each prefix in a database of its own, and removes none", () => {
    const { inputs } = named("Crawler", "landed");
    expect(inputs).toMatchObject({
      databaseName: "roads_landing",
      s3Targets: [{ path: `s3://${named("Bucket", "landing").id}/road_tolls/` }],
      schemaChangePolicy: { updateBehavior: "UPDATE_IN_DATABASE", deleteBehavior: "LOG" },
    });
    expect(JSON.parse(String(inputs.configuration)).Grouping.TableLevelConfiguration).toBe(2);
    expect(named("CatalogDatabase", "landed").outputs.name).toBe("roads_landing");
  });

  it("of what landed reads each way in which files are written once, the comma last, headers and all", () => {
    const classifiers = ["landed-csv-0", "landed-csv-1"].map((name) => named("Classifier", name));
    expect(named("Crawler", "landed").inputs.classifiers).toEqual(classifiers.map(({ id }) => id));
    const dialect = { quoteSymbol: '"', containsHeader: "PRESENT", allowSingleColumn: false };
    expect(classifiers.map(({ inputs }) => inputs.csvClassifier)).toEqual([
      { delimiter: ";", ...dialect },
      { delimiter: ",", ...dialect },
    ]);
    expect(ofKind(graph, "Classifier")).toHaveLength(2);
  });

  it("of committed tables adds partitions under the tables' own schema", () => {
    const { inputs } = named("Crawler", "committed");
    expect(inputs).toMatchObject({
      databaseName: "roads",
      catalogTargets: [{ databaseName: "roads", tables: ["road_tolls"] }],
      schemaChangePolicy: { updateBehavior: "LOG", deleteBehavior: "LOG" },
    });
    expect(JSON.parse(String(inputs.configuration)).CrawlerOutput).toEqual({
      Partitions: { AddOrUpdateBehavior: "InheritFromTable" },
    });
  });

  it("is started by a machine, never by a schedule, and tells its name and ARN", () => {
    for (const { inputs } of ofKind(graph, "Crawler")) expect(inputs).not.toHaveProperty("schedule");
    expect(graph.outputs.crawlers).toEqual(
      ["landed", "committed"].map((name) => ({
        name: named("Crawler", name).id,
        arn: `${glue}:crawler/${named("Crawler", name).id}`,
        database: named("Crawler", name).inputs.databaseName,
      })),
    );
  });

  it.each([
    ["landed", "landing", "road_tolls", "roads_landing/*", true],
    ["committed", "lake", "rows/road_tolls", "roads/road_tolls", false],
  ])(
    "may read its prefixes and write its tables or partitions, and its log (%s)",
    (name, bucket, prefix, table, changes) => {
      expect(named("Crawler", name).inputs.role).toBe(named("Role", name).outputs.arn);
      expect(trustOf(name)).toMatchObject([{ Principal: { Service: "glue.amazonaws.com" } }]);
      const [list, get, tables, log, ...more] = statementsOf(named("RolePolicy", name).inputs.policy);
      const { arn } = named("Bucket", bucket).outputs;
      expect(list?.Resource).toEqual([arn]);
      expect(get).toMatchObject({ Action: ["s3:GetObject"], Resource: [`${arn}/${prefix}/*`] });
      expect(tables?.Resource).toEqual([
        `${glue}:catalog`,
        `${glue}:database/${table.split("/")[0]}`,
        `${glue}:table/${table}`,
      ]);
      expect(tables?.Action).toContain("glue:BatchCreatePartition");
      expect(tables?.Action.includes("glue:UpdateTable")).toBe(changes);
      const group = `arn:aws:logs:eu-north-1:${account}:log-group:/aws-glue/crawlers`;
      expect(log?.Resource).toEqual([group, `${group}:*`]);
      expect(more).toEqual([]);
    },
  );
});
