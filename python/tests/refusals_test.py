"""A wrong type, shape or unit is named."""
import unittest

import numpy as np
import sacrum

RECORDING, _ = sacrum.simulate(duration=20, seed=2, sensor="lab")
TIME, FORCE, RATE = RECORDING.time_ns * 1e-9, np.array(RECORDING.specific_force), np.array(RECORDING.angular_rate)


class Refusals(unittest.TestCase):
    def refused(self, kind, words, *arrays, **others):
        with self.assertRaises(kind) as caught:
            sacrum.from_arrays(*arrays, **others)
        for word in words:
            self.assertIn(word, str(caught.exception))

    def test_shapes(self):
        self.refused(ValueError, ["specific_force", f"(3, {len(TIME)})", "(n, 3)"], TIME, FORCE.T, RATE)
        self.refused(ValueError, ["angular_rate", "rows", "times"], TIME, FORCE, RATE[:-1])
        self.refused(ValueError, ["time_s", "(n,)"], np.stack([TIME, TIME]), FORCE, RATE)
        self.refused(ValueError, ["magnetic_field", "(n, 3)"], TIME, FORCE, RATE, magnetic_field=RATE[:, :2])

    def test_types(self):
        self.refused(TypeError, ["specific_force", "int16", "raw counts", "m/s²"], TIME, (100 * FORCE).astype(np.int16), RATE)
        self.refused(TypeError, ["angular_rate", "complex"], TIME, FORCE, RATE.astype(complex))
        self.refused(TypeError, ["time_s", "<U"], np.array(["a", "b"]), FORCE, RATE)
        self.refused(TypeError, ["mount", "int"], TIME, FORCE, RATE, mount=3)
        self.refused(TypeError, ["rate_hz", "str"], TIME, FORCE, RATE, rate_hz="200")
        with self.assertRaisesRegex(TypeError, "ndarray.*from_arrays"):
            sacrum.analyze(FORCE)

    def test_units(self):
        self.refused(ValueError, ["specific_force", "m/s"], TIME, FORCE / 9.80665, RATE)
        self.refused(ValueError, ["angular_rate", "rad/s"], TIME, FORCE, np.degrees(RATE))
        self.refused(ValueError, ["gravity"], TIME, FORCE - FORCE.mean(axis=0), RATE)

    def test_words(self):
        self.refused(sacrum.UsageError, ["up", "sideways"], TIME, FORCE, RATE, mount="up=sideways")
        with self.assertRaisesRegex(sacrum.UsageError, "neither L nor R"):
            sacrum.analyze(RECORDING, first_side="up")
        with self.assertRaisesRegex(sacrum.InputError, "nowhere.csv"):
            sacrum.read("nowhere.csv")
        with self.assertRaisesRegex(ValueError, "'running', 'walking'"):
            sacrum.simulate("flying")
        with self.assertRaisesRegex(ValueError, "must be more than 0"):
            sacrum.Pipeline(0)
        with self.assertRaisesRegex(ValueError, "measure.*cpd_peak_deg"):
            sacrum.analyze(RECORDING).values("drop")

    def test_a_pipeline_takes_neither_the_past_nor_holes(self):
        pipeline = sacrum.Pipeline(200.0)
        pipeline.push(TIME[:10], FORCE[:10], RATE[:10])
        with self.assertRaisesRegex(ValueError, "increase"):
            pipeline.push(TIME[5], FORCE[5], RATE[5])
        with self.assertRaisesRegex(ValueError, "finite"):
            pipeline.push(TIME[11], [np.nan, 0.0, 0.0], RATE[11])
        with self.assertRaisesRegex(ValueError, r"angular_rate.*\(n, 3\)"):
            pipeline.push(TIME[11], FORCE[11], 0.1)

    def test_float32_and_lists_are_taken(self):
        made = sacrum.from_arrays(TIME, FORCE.astype(np.float32), RATE.tolist())
        self.assertEqual(len(made), len(RECORDING))


if __name__ == "__main__":
    unittest.main()
