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

    def test_a_pipeline_names_units_that_no_pelvis_has(self):
        moving = slice(int(6 * RECORDING.rate_hz), int(12 * RECORDING.rate_hz))
        time_s, force, rate = TIME[moving], FORCE[moving], RATE[moving]
        for words, wrong_force, wrong_rate in (("in g are", force / 9.80665, rate), ("about 9.8", force - force.mean(axis=0), rate),
                                               ("numpy.radians", force, np.degrees(rate))):
            pipeline = sacrum.Pipeline(RECORDING.rate_hz)
            with self.assertRaisesRegex(ValueError, words):
                pipeline.push(time_s, wrong_force, wrong_rate)
        sacrum.Pipeline(RECORDING.rate_hz).push(time_s, force, rate)

    def test_a_pipeline_judges_units_alike_however_samples_are_cut(self):
        for block in (1, 20, len(TIME)):
            pipeline, said = sacrum.Pipeline(RECORDING.rate_hz), None
            try:
                for first in range(0, len(TIME), block):
                    part = slice(first, first + block)
                    pipeline.push(TIME[part], FORCE[part] / 9.80665, RATE[part])
            except ValueError as error:
                said = str(error)
            self.assertRegex(said or "", "1.00 m/s² .*in g are", block)

    def test_a_sensor_may_be_turned_over_before_it_is_worn_and_after(self):
        turns = np.pi * np.arange(round(10 * RECORDING.rate_hz)) / RECORDING.rate_hz  # half a turn a second
        force = 9.81 * np.stack([np.cos(turns), -np.sin(turns), 0 * turns], axis=1)
        rate = np.tile([0.0, 0.0, np.pi], (len(turns), 1))
        lying = np.tile(-FORCE[:200].mean(axis=0), (len(TIME), 1))
        force, rate = np.concatenate([force, FORCE, lying]), np.concatenate([rate, RATE, 0 * lying])
        time_s = np.arange(len(force)) / RECORDING.rate_hz
        for block in (20, len(force)):
            pipeline = sacrum.Pipeline(RECORDING.rate_hz, mount=RECORDING.mount)
            for first in range(0, len(force), block):
                part = slice(first, first + block)
                pipeline.push(time_s[part], force[part], rate[part])

    def test_a_pipeline_takes_seconds_since_1970_and_names_other_units(self):
        since = TIME + 1.7e9
        sacrum.Pipeline(RECORDING.rate_hz).push(since, FORCE, RATE)
        with self.assertRaisesRegex(ValueError, "time_s.*ms, µs or ns"):
            sacrum.Pipeline(RECORDING.rate_hz).push(1e3 * since, FORCE, RATE)

    def test_times_that_no_clock_has(self):
        for late in (1e300, TIME[9] + 1e-12):
            pipeline = sacrum.Pipeline(200.0)
            pipeline.push(TIME[:10], FORCE[:10], RATE[:10])
            with self.assertRaisesRegex(ValueError, "time_s"):
                pipeline.push(late, FORCE[5], RATE[5])

    def test_a_finished_pipeline_takes_nothing(self):
        pipeline = sacrum.Pipeline(200.0)
        pipeline.push(TIME[:10], FORCE[:10], RATE[:10])
        pipeline.finish()
        with self.assertRaisesRegex(ValueError, "finished"):
            pipeline.push(TIME[10], FORCE[10], RATE[10])

    def test_a_format_that_is_no_name(self):
        with self.assertRaisesRegex(TypeError, "formats has a int, 3"):
            sacrum.export(sacrum.analyze(RECORDING), [3], ".")

    def test_the_wrong_thing_is_named(self):
        for kind, words, call in ((ValueError, "drop_deg.*two", lambda: sacrum.simulate(drop_deg=(1, 2, 3))),
                                  (ValueError, "drop_deg", lambda: sacrum.simulate(drop_deg=2.0)),
                                  (TypeError, "seed.*float", lambda: sacrum.simulate(seed=1.7)), (ValueError, "seed", lambda: sacrum.simulate(seed=-1)),
                                  (ValueError, "duration", lambda: sacrum.simulate(duration=float("inf"))),
                                  (Exception, "at most 24 hours", lambda: sacrum.simulate(duration=1e12)),
                                  (ValueError, "standing", lambda: sacrum.simulate(standing=float("nan"))),
                                  (TypeError, "session.*Recording", lambda: sacrum.export(RECORDING, "csv", "."))):
            with self.assertRaisesRegex(kind, words):
                call()
        self.refused(ValueError, ["multiply g by 9.80665"], TIME, FORCE / 9.80665, RATE)

    def test_what_is_masked_counts_as_lost(self):
        masked = np.ma.array(FORCE, mask=np.zeros_like(FORCE, dtype=bool))
        masked[100:110] = np.ma.masked
        self.assertEqual(len(sacrum.from_arrays(TIME, masked, RATE)), len(RECORDING) - 10)

    def test_float32_and_lists_are_taken(self):
        made = sacrum.from_arrays(TIME, FORCE.astype(np.float32), RATE.tolist())
        self.assertEqual(len(made), len(RECORDING))


if __name__ == "__main__":
    unittest.main()
