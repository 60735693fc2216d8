"""A folder that every machine of an engine sees: on this disk, on a shared one, or in object storage."""

from pathlib import Path
from typing import Any, Self

import pyarrow.dataset as ds
import pyarrow.parquet as pq
from pyarrow import fs

ROWS_OF_A_PART, ROWS_OF_A_GROUP = 2_000_000, 250_000
MOST_FOLDERS = 100_000


class Shelf:
    """Tables as Parquet, each a file, or a folder of parts, below a place.

    A place is a path, or an address: ``file:///srv/shared``, ``s3a://bucket/folder?region=cn-north-1``; what follows
    the question mark is for reading and writing here, see ``pyarrow.fs.FileSystem.from_uri``.
    """

    def __init__(self, place: str) -> None:
        bare, _, options = place.partition("?")
        self._files: fs.FileSystem
        if "://" not in bare or bare.startswith("file://"):
            self._files, self._path = fs.LocalFileSystem(), str(Path(bare.removeprefix("file://")).resolve())
            self._address = f"file://{self._path}"
        else:
            # Hadoop's name for S3 is s3a, Arrow's is s3.
            known = bare.replace("s3a://", "s3://", 1) + (f"?{options}" if options else "")
            self._files, self._path = fs.FileSystem.from_uri(known)
            self._address = bare

    def below(self, name: str) -> Self:
        """A folder of it."""
        found = object.__new__(type(self))
        found._files = self._files
        found._path, found._address = f"{self._path}/{name}", f"{self._address}/{name}"
        return found

    def address(self, name: str) -> str:
        """What another engine calls the table."""
        return f"{self._address}/{name}"

    def table(self, name: str) -> ds.Dataset:
        return ds.dataset(f"{self._path}/{name}", format="parquet", filesystem=self._files)

    def put(self, name: str, rows: ds.Dataset, by: str = "") -> None:
        """In parts; of a column that is named, a folder for each value."""
        path = f"{self._path}/{name}"
        self._files.create_dir(path, recursive=True)
        if not rows.head(1).num_rows:
            # One part all the same, to tell of the columns.
            pq.write_table(rows.schema.empty_table(), f"{path}/part-0.parquet", filesystem=self._files)
            return
        parted: dict[str, Any] = {
            "partitioning": [by],
            "partitioning_flavor": "hive",
            "max_partitions": MOST_FOLDERS,
        }
        ds.write_dataset(
            rows,
            path,
            filesystem=self._files,
            format="parquet",
            basename_template="part-{i}.parquet",
            existing_data_behavior="overwrite_or_ignore",
            max_rows_per_file=ROWS_OF_A_PART,
            max_rows_per_group=ROWS_OF_A_GROUP,
            **(parted if by in rows.schema.names else {}),
        )

    def fetch(self, name: str, into: Path) -> None:
        """Bring a table here, as a folder of parts."""
        into.mkdir()
        fs.copy_files(
            f"{self._path}/{name}",
            str(into),
            source_filesystem=self._files,
            destination_filesystem=fs.LocalFileSystem(),
        )

    def clear(self) -> None:
        if self._files.get_file_info(self._path).type is fs.FileType.Directory:
            self._files.delete_dir(self._path)
