"""The example scripts run and draw what they say."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

EXAMPLES = pathlib.Path(__file__).resolve().parent.parent / "examples"


class Examples(unittest.TestCase):
    def drawn(self, script, *words):
        try:
            import matplotlib  # noqa: F401
        except ImportError:
            self.skipTest("matplotlib is not there")
        with tempfile.TemporaryDirectory() as folder:
            figure = os.path.join(os.environ.get("SACRUM_FIGURES", folder), script.replace(".py", ".png"))
            ran = subprocess.run([sys.executable, EXAMPLES / script, *[word.replace("FIGURE", figure) for word in words]],
                                 capture_output=True, text=True, env={**os.environ, "MPLBACKEND": "Agg"})
            self.assertEqual(ran.returncode, 0, ran.stderr)
            with open(figure, "rb") as file:
                picture = file.read()
            self.assertTrue(picture.startswith(b"\x89PNG"))
            self.assertGreater(len(picture), 20000)
            return ran.stdout

    def test_waveforms(self):
        self.assertIn("between strides", self.drawn("waveforms.py", "", "FIGURE"))

    def test_bland_altman(self):
        self.assertRegex(self.drawn("bland_altman.py", "FIGURE", "8"), r"limits of agreement [+-]\d\.\d\d to [+-]\d\.\d\d")

    def test_session_course(self):
        self.assertIn("a dot a stride", self.drawn("session_course.py", "", "FIGURE"))


if __name__ == "__main__":
    unittest.main()
