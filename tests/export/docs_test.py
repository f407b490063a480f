"""The Python examples of docs/formats.md run as they stand, in a folder that holds the exports of a run."""
import importlib.util
import os
import pathlib
import re
import unittest

from support import exported, runner, skip

for module in ("h5py", "numpy"):
    if importlib.util.find_spec(module) is None:
        skip(f"{module} is not there; script/bootstrap installs it (python3-h5py)")

PAGE = pathlib.Path(__file__).parents[2] / "docs/formats.md"
# Programs that Debian does not have; their examples are only compiled where they are missing.
FOREIGN = {"ezc3d", "pyxdf", "opensim"}


def mean(numbers):
    known = [number for number in numbers if number == number]
    return sum(known) / len(known)


class Examples(unittest.TestCase):
    def test_every_python_example_runs(self):
        examples = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
        ran = {}
        here = pathlib.Path.cwd()
        os.chdir(exported(runner(), "json,hdf5,bids,opensim,c3d,xdf,fit"))
        try:
            for example in examples:
                code = compile(example, "docs/formats.md", "exec")
                wanted = set(re.findall(r"^import (\w+)", example, re.MULTILINE)) & FOREIGN
                if all(importlib.util.find_spec(module) for module in wanted):
                    exec(code, ran)  # pylint: disable=exec-used
        finally:
            os.chdir(here)
        self.assertTrue(abs(mean(ran["drop"]) - 4) < 2, "the right side was told to drop by 4°")
        self.assertTrue(8 < mean(ran["up"]) < 11, "gravity points up the x axis")
        self.assertTrue(-10 < mean(ran["drop_of_right_stance"]) < 10)
        self.assertGreater(ran["report"]["right"]["strides_used"], 10)
        self.assertTrue(abs(mean(ran["obliquity"])) < 10 and max(abs(o) for o in ran["obliquity"] if o == o) > 2)


if __name__ == "__main__":
    unittest.main()
