import { t } from "../core/contract/t.ts";

/** The columns of `birdstrikes.csv`, of which more than one dataset is made. */
export const birdstrikeColumns = {
  airport: t.varchar(80).from("Airport Name"),
  aircraft: t.varchar(40).nullable().from("Aircraft Make Model"),
  damage: t.varchar(20).from("Effect Amount of damage"),
  flightDate: t.date().from("Flight Date"),
  operator: t.varchar(60).nullable().from("Aircraft Airline Operator"),
  originState: t.varchar(40).nullable().from("Origin State"),
  phaseOfFlight: t.varchar(20).nullable().from("Phase of flight"),
  wildlifeSize: t.varchar(10).nullable().from("Wildlife Size"),
  wildlifeSpecies: t.varchar(60).nullable().from("Wildlife Species"),
  timeOfDay: t.varchar(10).nullable().from("Time of day"),
  costOther: t.int().between(0, 100_000_000).nullable().from("Cost Other"),
  costRepair: t.int().between(0, 100_000_000).nullable().from("Cost Repair"),
  costTotal: t.int().between(0, 100_000_000).nullable().from("Cost Total $"),
  speedKnots: t.int().between(0, 1000).nullable().from("Speed IAS in knots"),
};
