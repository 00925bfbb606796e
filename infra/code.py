"""The folders that travel to Lambda, staged so that the same sources give the same bytes and no needless deployment."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from argosy.kernel.transport import roots
from infra.compiled import compile_folder

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Code:
    """What the functions run: their own folder, the layer of nouns and facts, the layer of third-party wheels."""

    functions: str
    argosy: str
    dependencies: str

    @classmethod
    def staged(cls, folder: Path, *, dependencies: str | None, compile_with: str | None) -> "Code":
        """Copies what is needed below `folder`.

        Without a built layer a stub takes its place: enough to synthesise, and to run on this machine's own packages.
        """
        functions, layer = folder / "functions", folder / "argosy"
        _copy(ROOT / "functions", functions / "functions")
        for name, source in (("argosy", ROOT / "layers" / "argosy"), ("events", ROOT / "events")):
            _copy(source, layer / "python" / name)
        # Read and not made, which takes as long as all of the synthesis; that it is fresh is one of the checks.
        written = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
        (layer / "python" / "docs").mkdir()
        (layer / "python" / "docs" / "openapi.json").write_text(
            json.dumps(written, ensure_ascii=False, separators=(",", ":"))
        )
        carried = layer / "python" / roots.FILE.relative_to(ROOT / "layers")
        carried.write_text(roots.extracted())
        if compile_with:
            compile_folder(functions, compile_with, "/var/task")
            compile_folder(layer / "python", compile_with, "/opt/python")
        return cls(str(functions), str(layer), dependencies or _stub(folder / "dependencies"))


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "samples", "*.pyc", ".*"))


def _stub(folder: Path) -> str:
    (folder / "python").mkdir(parents=True)
    (folder / "python" / "README").write_text("Built by `python -m layers.dependencies.build` before a deployment.\n")
    return str(folder)
