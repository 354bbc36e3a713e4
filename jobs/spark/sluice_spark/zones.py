"""Compares the time zones of the Java machine with the reference's."""

from __future__ import annotations

from datetime import UTC, datetime

from pyspark.sql import SparkSession

from sluice_spark.errors import SluiceError
from sluice_spark.plan import Plan


def zone_differences(spark: SparkSession, plan: Plan) -> dict[str, int]:
    """For each zone of the plan that Java knows otherwise than the reference, from when on: seconds since 1970."""
    probes = [(each.zone, at, offset) for each in plan.zones for at, offset in each.probes]
    if not probes:
        return {}
    spark.createDataFrame(probes, "zone string, at bigint, offset bigint").createOrReplaceTempView("sluice_probes")
    found = spark.sql(
        """SELECT zone, min(at) AS since FROM sluice_probes
        WHERE unix_seconds(from_utc_timestamp(timestamp_seconds(at), zone)) - at <> offset GROUP BY zone"""
    )
    return {row["zone"]: row["since"] for row in found.collect()}


def refuse_differences(plan: Plan, differences: dict[str, int], latest: int | None) -> None:
    """Raises SluiceError `convert.zone_data` where a time was written from which on Java and the reference differ.

    `latest` is the latest timestamp that was written, in microseconds since 1970.
    """
    for zone, since in differences.items():
        if latest is None or latest < since * 1_000_000:
            continue
        day = datetime.fromtimestamp(since, UTC).date()
        what = f"Java's rules of {zone} differ from {day} on"
        mend = "use a Java with newer time zone data, or have the file written with offsets and declare UTC"
        raise SluiceError("convert.zone_data", what, plan.dataset, mend)
