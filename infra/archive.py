"""A folder as a zip whose bytes follow from its files alone, so that what did not change is not deployed again."""

import zipfile
from pathlib import Path

DATE = (1980, 1, 1, 0, 0, 0)


def pack(folder: Path, archive: Path) -> None:
    """Every file below the folder, in the order of their names, without times, owners or modes of this machine."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    beside = archive.with_suffix(".new")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), DATE)
            entry.create_system = 3  # Unix, wherever it is packed
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, file.read_bytes())
    beside.replace(archive)
