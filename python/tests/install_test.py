"""`pip install .` gives a package that works, in an environment of its own."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Install(unittest.TestCase):
    def test_pip_installs_it(self):
        for module in ("pip", "venv"):
            if subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True).returncode != 0:
                self.skipTest(f"{module} is not there")
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        with tempfile.TemporaryDirectory() as folder:
            # A copy of what the backend looks at; the library itself is built already.
            source = pathlib.Path(folder, "source")
            source.mkdir()
            for name in ("pyproject.toml", "CMakeLists.txt"):
                (source / name).write_bytes((ROOT / name).read_bytes())
            (source / "docs").mkdir()
            (source / "docs/python.md").write_bytes((ROOT / "docs/python.md").read_bytes())
            subprocess.run(["cp", "-r", ROOT / "python", source / "python"], check=True)
            subprocess.run([sys.executable, "-m", "venv", "--system-site-packages", pathlib.Path(folder, "env")], check=True)
            python = pathlib.Path(folder, "env/bin/python3")
            ran = subprocess.run([python, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", source],
                                 capture_output=True, text=True, env=environment)
            self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)
            words = "import sacrum; r, t = sacrum.simulate(duration=20); print(len(sacrum.analyze(r).strides['side']), sacrum.__file__)"
            ran = subprocess.run([python, "-c", words], capture_output=True, text=True, env=environment, cwd=folder)
            self.assertEqual(ran.returncode, 0, ran.stderr)
            strides, place = ran.stdout.split()
            self.assertGreater(int(strides), 20)
            self.assertIn("env", place)


if __name__ == "__main__":
    unittest.main()
