"""One Spark for all tests of a process, on this machine; it ends with the process."""

from collections.abc import Iterator

import pytest

# Few rows: compiling thoroughly and many partitions would cost more than they save.
QUICK = {"spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1", "spark.sql.shuffle.partitions": "2"}


@pytest.fixture(scope="session")
def spark() -> Iterator[str]:
    """Its master."""
    from everfair.engine.spark import missing, session

    if lacking := missing():
        pytest.skip(f"{lacking} (`make system spark` sees to both)")
    with session("local[2]", **QUICK):
        yield "local[2]"
