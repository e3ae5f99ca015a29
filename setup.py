"""The step that pyproject.toml cannot say: a wheel carries the notebooks and the data that come with them.

In a checkout they lie at the project's root, where researchers work on them; in a wheel they lie in
`analysis/project/`, where `analysis.paths` looks first. An editable install uses the checkout's.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

CARRIED = (
    "notebooks/*.ipynb",
    "data/articles/us-iraq-withdrawal.txt",
    "data/corpus/articles/*.md",
    "data/corpus/topics.csv",
    "data/frames/example.yaml",
    "data/gold/episodic-thematic.csv",
)


class BuildWithNotebooks(build_py):
    """Copies what CARRIED names into the package that is built, and into a source distribution."""

    def run(self) -> None:
        """Build, and copy; what an earlier build left would be packed, too, so it goes first."""
        if not self.editable_mode:
            shutil.rmtree(Path(self.build_lib, "analysis"), ignore_errors=True)
        super().run()
        if not self.editable_mode:
            for source, target in self._carried().items():
                Path(target).parent.mkdir(parents=True, exist_ok=True)
                self.copy_file(source, target)

    def get_source_files(self) -> list[str]:
        """Return what a source distribution has to hold."""
        return [*super().get_source_files(), *self._carried()]

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """Return what was built."""
        return [*super().get_outputs(include_bytecode), *self._carried().values()]

    def _carried(self) -> dict[str, str]:
        """Return where each file lies in the checkout, and where in what is built."""
        found = [path for pattern in CARRIED for path in sorted(Path().glob(pattern))]
        return {str(path): str(Path(self.build_lib, "analysis", "project", path)) for path in found}


setup(cmdclass={"build_py": BuildWithNotebooks})
