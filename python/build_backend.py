"""What `pip install .` runs (PEP 517): builds sacrum._core with CMake and packs it with the Python sources into a wheel.

Needs nothing but Python and what builds the program, so it works without a package index. SACRUM_CMAKE_BUILD names a build
folder that is there already (build/release), which saves building the library anew.
"""
import base64
import hashlib
import os
import pathlib
import re
import subprocess
import sys
import sysconfig
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
VERSION = re.search(r"project\(sacrum VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")).group(1)


def _module():
    chosen = os.environ.get("SACRUM_CMAKE_BUILD")
    folder = pathlib.Path(chosen) if chosen else ROOT / "build" / "python"
    if not chosen:
        subprocess.run(["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DSACRUM_BUILD_TESTS=OFF",
                        "-DSACRUM_BUILD_BENCHMARKS=OFF", "-DSACRUM_BUILD_PYTHON=ON", f"-DPython_EXECUTABLE={sys.executable}"], check=True)
    subprocess.run(["cmake", "--build", folder, "--target", "sacrum_python"], check=True)
    module = folder / "python" / "sacrum" / ("_core" + sysconfig.get_config_var("EXT_SUFFIX"))
    if not module.exists():
        raise SystemExit(f"{module}: is not there; the build is for another Python, or pybind11-dev and python3-dev are missing "
                         "(script/bootstrap --for build)")
    return module


def _metadata():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    numpy = re.search(r'"(numpy[^"]*)"', project).group(1)
    python = re.search(r'requires-python = "([^"]*)"', project).group(1)
    summary = re.search(r'description = "([^"]*)"', project).group(1)
    return (f"Metadata-Version: 2.1\nName: sacrum\nVersion: {VERSION}\nSummary: {summary}\nLicense: Apache-2.0\nRequires-Python: {python}\n"
            f"Requires-Dist: {numpy}\nDescription-Content-Type: text/markdown\n\n" + (ROOT / "docs/python.md").read_text(encoding="utf-8"))


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    tag = f"{python}-{python}-{re.sub('[-.]', '_', sysconfig.get_platform())}"
    name = f"sacrum-{VERSION}-{tag}.whl"
    info = f"sacrum-{VERSION}.dist-info"
    module = _module()
    sources = sorted(path for path in (ROOT / "python" / "sacrum").iterdir() if path.suffix in (".py", ".pyi", ".typed"))
    files = {f"sacrum/{path.name}": path.read_bytes() for path in (*sources, module)}
    files[f"{info}/METADATA"] = _metadata().encode()
    files[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: sacrum\nRoot-Is-Purelib: false\nTag: {tag}\n".encode()
    record = ""
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(content)}\n"
    files[f"{info}/RECORD"] = (record + f"{info}/RECORD,,\n").encode()
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / name, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)
    return name


def build_sdist(sdist_directory, config_settings=None):
    raise NotImplementedError("sacrum has no source archive of its own; the repository is one")
