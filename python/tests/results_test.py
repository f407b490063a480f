"""What Python gets is what the program writes."""
import csv
import json
import os
import subprocess
import tempfile
import unittest

import numpy as np
import sacrum

PROGRAM = os.environ["SACRUM_PROGRAM"]


def table_of(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


class Results(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.file = os.path.join(cls.folder.name, "run.imu.csv")
        subprocess.run([PROGRAM, "simulate", "--out", cls.file, "--duration", "70", "--seed", "5"], check=True,
                       stdout=subprocess.DEVNULL)
        for name in ("refined", "causal"):
            out = os.path.join(cls.folder.name, name)
            subprocess.run([PROGRAM, "analyze", cls.file, "--out", out, "--pass", name], check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
        cls.recording = sacrum.read(cls.file)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def written(self, which, file):
        return os.path.join(self.folder.name, which, "run", file)

    def check_table(self, table, path):
        rows = table_of(path)
        self.assertGreater(len(rows), 50)
        self.assertEqual(list(rows[0]), list(table))
        for name, column in table.items():
            cells = [row[name] for row in rows]
            self.assertEqual(len(cells), len(column), name)
            if column.dtype.kind == "f":
                texts = np.array([float(cell) if cell else np.nan for cell in cells])
                decimals = max((len(cell.partition(".")[2]) for cell in cells), default=0)
                np.testing.assert_allclose(column, texts, rtol=0, atol=0.5001 * 10.0**-decimals, err_msg=name)
            elif column.dtype.kind == "b":
                self.assertEqual([str(int(one)) for one in column], cells, name)
            else:
                self.assertEqual(list(column), cells, name)

    def test_both_passes_give_the_tables_of_the_program(self):
        for which in ("refined", "causal"):
            session = sacrum.analyze(self.recording, causal=which == "causal")
            self.check_table(session.strides, self.written(which, "strides.csv"))
            self.check_table(session.events, self.written(which, "events.csv"))
            self.check_table(session.angles, self.written(which, "angles.csv"))

    def test_the_report_is_that_of_the_program(self):
        with open(self.written("refined", "report.json")) as file:
            self.assertEqual(sacrum.analyze(self.recording).report, json.load(file))

    def test_arrays_give_what_the_file_gives(self):
        recording = self.recording
        made = sacrum.from_arrays(recording.time_ns * 1e-9, recording.specific_force, recording.angular_rate,
                                  mount=recording.mount, name=recording.name)
        self.assertEqual(len(made), len(recording))
        np.testing.assert_array_equal(made.time_ns, recording.time_ns)
        ours, theirs = sacrum.analyze(made).strides, sacrum.analyze(recording).strides
        for name in theirs:
            np.testing.assert_array_equal(ours[name], theirs[name], err_msg=name)

    def test_pushing_blocks_says_what_the_causal_pass_says(self):
        recording = self.recording
        causal = sacrum.analyze(recording, causal=True)
        for block in (1, 137, 100000):
            pipeline = sacrum.Pipeline(recording.rate_hz, mount=recording.mount)
            strides, events = [], []
            time_s = recording.time_ns * 1e-9
            for first in range(0, len(recording), block):
                part = slice(first, first + block)
                said = pipeline.push(time_s[part], recording.specific_force[part], recording.angular_rate[part])
                strides += said["strides"]
                events += said["events"]
            self.assertIn("obliquity_deg", pipeline.angles)
            said = pipeline.finish()
            strides += said["strides"]
            events += said["events"]
            self.assertEqual([one["t_s"] for one in events], list(causal.events["t_s"]))
            for name in ("t_start_s", "cpd_peak_deg", "sway_ml_mm"):
                np.testing.assert_array_equal([np.nan if one[name] is None else one[name] for one in strides],
                                              causal.strides[name], err_msg=name)

    def test_samples_are_views_that_keep_their_recording(self):
        force = sacrum.read(self.file).specific_force
        self.assertEqual(force.shape, (len(self.recording), 3))
        self.assertIsNotNone(force.base)
        self.assertFalse(force.flags.owndata)
        np.testing.assert_array_equal(force, self.recording.specific_force)
        with self.assertRaises(ValueError):
            force[0, 0] = 1.0

    def test_values_are_those_of_valid_strides(self):
        session = sacrum.analyze(self.recording)
        left, right = session.values("cpd_peak_deg", "L"), session.values("cpd_peak_deg", "R")
        self.assertEqual(len(left) + len(right), len(session.values("cpd_peak_deg")))
        for values, side in ((left, "left"), (right, "right")):
            summary, = (one for one in session.report[side]["metrics"] if one["metric"] == "cpd_peak_deg")
            self.assertAlmostEqual(np.median(values), summary["median"], places=5)

    def test_a_frame_has_the_tables_columns(self):
        try:
            import pandas  # noqa: F401
        except ImportError:
            self.skipTest("pandas is not there")
        frame = sacrum.analyze(self.recording).strides_frame()
        self.assertEqual(list(frame.columns), list(sacrum.analyze(self.recording).strides))
        self.assertGreater(frame.groupby("side").cpd_peak_deg.median()["L"], -20)


class Others(unittest.TestCase):
    def test_a_made_up_person_comes_with_its_truth(self):
        recording, truth = sacrum.simulate(duration=40, seed=3, sensor="lab", drop_deg=(2.0, 4.0))
        session = sacrum.analyze(recording)
        for side, drop in (("L", 2.0), ("R", 4.0)):
            true = truth["strides"]["cpd_excursion_deg"][truth["strides"]["side"] == side]
            self.assertAlmostEqual(np.median(true), drop, delta=0.3)
            self.assertAlmostEqual(np.median(session.values("cpd_excursion_deg", side)), np.median(true), delta=0.3)

    def test_an_exported_session_is_read_again(self):
        recording, _ = sacrum.simulate(duration=30, seed=4)
        session = sacrum.analyze(recording)
        with tempfile.TemporaryDirectory() as folder:
            paths = sacrum.export(session, ["hdf5", "csv"], folder)
            self.assertTrue(all(os.path.exists(path) for path in paths))
            again = sacrum.read(next(path for path in paths if str(path).endswith(".h5")))
            np.testing.assert_array_equal(again.specific_force, recording.specific_force)
            with self.assertRaisesRegex(sacrum.UsageError, "no format 'xls'.*hdf5"):
                sacrum.export(session, "xls", folder)

    def test_a_history_keeps_and_forgets(self):
        import datetime
        recording, _ = sacrum.simulate(duration=30, seed=6)
        session = sacrum.analyze(recording)
        began = datetime.datetime(2026, 3, 1, 8, 0, tzinfo=datetime.timezone.utc)
        with tempfile.TemporaryDirectory() as folder:
            history = sacrum.History(os.path.join(folder, "history.db"))
            code = history.add_person("anna")
            self.assertEqual(history.add("anna", session, began)["outcome"], "added")
            self.assertEqual(history.add(code, session, began)["outcome"], "already there")
            kept, = history.sessions(code)
            self.assertEqual(kept["began"], began)
            self.assertEqual(history.people()[0]["sessions"], 1)
            with self.assertRaisesRegex(ValueError, "time zone"):
                history.add(code, session, datetime.datetime(2026, 3, 2))
            history.delete_person(code)
            self.assertEqual(history.people(), [])


if __name__ == "__main__":
    unittest.main()
