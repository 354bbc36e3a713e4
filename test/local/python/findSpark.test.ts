import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findJava } from "../../../local/python/findJava.ts";
import { findSpark } from "../../../local/python/findSpark.ts";
import { requirementsHash } from "../../../local/python/requirementsHash.ts";
import { jarFiles, placesIn } from "../../../local/python/sparkFolder.ts";

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "sluice-python-"));
  folder = join(root, ".spark");
});
afterEach(() => rm(root, { recursive: true }));

async function program(path: string, script: string): Promise<void> {
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
}

async function fakeJava(home: string, version: string): Promise<void> {
  await program(join(home, "bin/java"), `echo 'openjdk version "${version}" 2025-01-01' >&2`);
}

/** What `setUpSpark` leaves, of empty files. */
async function fakeSetup(): Promise<void> {
  const { python, jars, stamp } = placesIn(folder);
  await program(python, "exit 0");
  await mkdir(jars, { recursive: true });
  for (const file of jarFiles) await writeFile(join(jars, file), "");
  await writeFile(stamp, await requirementsHash());
}

describe("findSpark", () => {
  test("finds the Python, the jars and the Java 17 of JAVA_HOME", async () => {
    await fakeSetup();
    const home = join(root, "jdk-17");
    await fakeJava(home, "17.0.9");
    const { python, jars, javaHome } = await findSpark({ folder, env: { PATH: "", JAVA_HOME: home } });
    expect([python, javaHome]).toEqual([placesIn(folder).python, home]);
    expect(jars).toEqual(jarFiles.map((file) => join(placesIn(folder).jars, file)));
  });

  test.each(["stamp", "python", "jars"] as const)(
    "names the command that makes a folder without %s whole",
    async (lost) => {
      await fakeSetup();
      const home = join(root, "jdk-17");
      await fakeJava(home, "17.0.9");
      await rm(placesIn(folder)[lost], { recursive: true });
      const found = findSpark({ folder, env: { PATH: process.env.PATH, JAVA_HOME: home } });
      await expect(found).rejects.toMatchObject({
        code: "spark.not_set_up",
        mend: expect.stringContaining("npx sluice setup spark"),
      });
    },
  );

  test("asks for a setup anew where the requirements changed since", async () => {
    await fakeSetup();
    await writeFile(placesIn(folder).stamp, "of other requirements");
    await expect(findSpark({ folder })).rejects.toMatchObject({ code: "spark.not_set_up" });
  });

  test("names Python too where there is none to set up with", async () => {
    const { message } = await findSpark({ folder, env: { PATH: root } }).catch((error) => error);
    expect(message).toMatch(/Python 3\.11.*install Python 3\.11 with venv.*, then run npx sluice setup spark/);
  });
});

describe("findJava", () => {
  test("takes no other version of JAVA_HOME for a 17, and one of the path instead", async () => {
    await fakeJava(join(root, "jdk-21"), "21.0.1");
    await fakeJava(join(root, "jdk-17"), "17.0.9");
    await mkdir(join(root, "bin"));
    await symlink(join(root, "jdk-17/bin/java"), join(root, "bin/java"));
    const found = await findJava({ JAVA_HOME: join(root, "jdk-21"), PATH: join(root, "bin") });
    expect(found).toBe(join(root, "jdk-17"));
  });
});
