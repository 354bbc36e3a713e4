const strikesHeader =
  "Airport Name,Aircraft Make Model,Effect Amount of damage,Flight Date,Aircraft Airline Operator,Origin State,Phase of flight,Wildlife Size,Wildlife Species,Time of day,Cost Other,Cost Repair,Cost Total $,Speed IAS in knots";
const readingsHeader =
  "sensorId;takenAt;installed;lane;vehicles;odometer;speed;occupancy;toll;axleLoad;raining;direction;note";

/** Small files of the project's datasets. What differs from file to file is the mark, and what a test adds. */
export const files = {
  /** Two partitions of a row each, and a reject; the warehouse counts its strikes. */
  birdstrikes: (mark: string) => `${strikesHeader}
${mark},A-320,None,1990-01-08,US AIRWAYS,Utah,Climb,Small,Gull,Day,0,0,0,140
${mark},B-737,Minor,1991-02-09,US AIRWAYS,Utah,Climb,Small,Gull,Day,1,2,3,
${mark},B-737,Minor,no day,US AIRWAYS,Utah,Climb,Small,Gull,Day,1,2,3,
`,
  /** A crawler finds its one partition. */
  readings: (mark: string) => `${readingsHeader}
${mark};2024-03-30 08:00;01/02/2019;1;412;184467;61,5;23,75;0,50;7,25;ja;north;
${mark};2024-03-30 09:00;01/02/2019;9;412;184467;61,5;23,75;0,50;7,25;ja;north;
`,
  /** No partitions; as many rows as are asked for. */
  zipcodes: (mark: string, rows = 1) =>
    `zip_code,latitude,longitude,city,state,county\n${Array.from(
      { length: rows },
      (_, index) => `${String(index).padStart(5, "0")},1.5,2.5,${mark},NY,\n`,
    ).join("")}`,
  birdstrikesHeader: `${strikesHeader}\n`,
} as const;
