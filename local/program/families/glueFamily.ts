import { type Declared, type Derived, type Family, physicalName, regionalArn, textInput } from "../Family.ts";

/** The Glue catalog, databases and tables under the account's own catalog, crawlers with their classifiers, and jobs. */
export const glueFamily: Family = {
  "aws:glue/catalogDatabase:CatalogDatabase": database,
  "aws:glue/catalogTable:CatalogTable": table,
  "aws:glue/crawler:Crawler": crawler,
  "aws:glue/classifier:Classifier": classifier,
  "aws:glue/job:Job": job,
};

function database(declared: Declared): Derived {
  const name = physicalName(declared, "name").toLowerCase();
  const catalogId = textInput(declared, "catalogId") ?? declared.accountId;
  const arn = regionalArn(declared, "glue", `database/${name}`);
  return { id: `${catalogId}:${name}`, outputs: { name, catalogId, arn } };
}

function table(declared: Declared): Derived {
  const name = physicalName(declared, "name").toLowerCase();
  const catalogId = textInput(declared, "catalogId") ?? declared.accountId;
  const databaseName = textInput(declared, "databaseName") ?? "";
  const arn = regionalArn(declared, "glue", `table/${databaseName}/${name}`);
  return { id: `${catalogId}:${databaseName}:${name}`, outputs: { name, catalogId, arn } };
}

function crawler(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  return { id: name, outputs: { name, arn: regionalArn(declared, "glue", `crawler/${name}`) } };
}

function classifier(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  return { id: name, outputs: { name } };
}

function job(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  return { id: name, outputs: { name, arn: regionalArn(declared, "glue", `job/${name}`) } };
}
