import { describe, expect, it } from "vitest";
import { overdueMail } from "../../../core/alert/overdueMail.ts";
import { refusalMail } from "../../../core/alert/refusalMail.ts";
import { SluiceError } from "../../../core/errors.ts";

const golden = ({ subject, message }: { subject: string; message: string }) => `Subject: ${subject}\n\n${message}\n`;
const folder = "../../golden/alerts";

describe("the mail on an object that no dataset claims", () => {
  it("says that it still lies where it landed, and how to land it well", async () => {
    const object = { bucket: "landing", key: "unheard/of.csv", versionId: "v1", size: 5, sequencer: "0A" };
    const mend = "upload it again under one of birdstrikes/, readings/";
    const error = new SluiceError("trigger.unknown_prefix", 'No dataset claims the object "unheard/of.csv"', { mend });
    const log = { region: "eu-west-1", group: "csv-lake-trigger-1a2b3c4" };
    const mail = refusalMail({ pipeline: "csv-lake", object, error, log });
    await expect(golden(mail)).toMatchFileSnapshot(`${folder}/unclaimed.txt`);
  });
});

describe("the mail on expected files", () => {
  const about = {
    pipeline: "csv-lake",
    dataset: "readings",
    span: "1 day",
    alarm: { region: "eu-west-1", name: "expect readings" },
    commandOptions: "--stack dev --aws",
  } as const;
  const last = { bucket: "landing", key: "readings/a.csv", landed: new Date("2026-03-05T10:00:00Z") };

  it("names dataset, span and the last file where none came for so long", async () => {
    const mail = overdueMail({ ...about, state: "overdue", last });
    await expect(golden(mail)).toMatchFileSnapshot(`${folder}/overdue.txt`);
  });

  it("says where none ever came", () => {
    expect(overdueMail({ ...about, state: "overdue", last: undefined }).message).toContain("\nLast file: none yet\n");
  });

  it("says that files arrive again", () => {
    expect(overdueMail({ ...about, state: "arrived", last }).subject).toBe(
      "Sluice csv-lake: files for readings arrive again",
    );
  });
});
