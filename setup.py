"""Builds sacrum._core with CMake; everything else is in pyproject.toml.

SACRUM_CMAKE_BUILD names a build folder that is there already (build/dev, build/release), which saves building the library anew.
"""
import os
import pathlib
import re
import shutil
import subprocess

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = pathlib.Path(__file__).resolve().parent


class CMakeBuild(build_ext):
    def build_extension(self, extension):
        chosen = os.environ.get("SACRUM_CMAKE_BUILD")
        folder = pathlib.Path(chosen).resolve() if chosen else ROOT / "build" / "python"
        if not chosen:
            subprocess.run(["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DSACRUM_BUILD_TESTS=OFF",
                            "-DSACRUM_BUILD_BENCHMARKS=OFF", "-DSACRUM_BUILD_PYTHON=ON"], check=True)
        subprocess.run(["cmake", "--build", folder, "--target", "sacrum_python"], check=True)
        made = next((folder / "python" / "sacrum").glob("_core*.so"))
        target = pathlib.Path(self.get_ext_fullpath(extension.name))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(made, target)


setup(
    version=re.search(r"project\(sacrum VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text()).group(1),
    packages=["sacrum"],
    package_dir={"": "python"},
    package_data={"sacrum": ["py.typed", "*.pyi"]},
    ext_modules=[Extension("sacrum._core", sources=[])],
    cmdclass={"build_ext": CMakeBuild},
)
