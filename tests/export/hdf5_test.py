"""HDF5, opened with h5py: every value, and that the file explains itself."""
import json
import math
import unittest

from support import exported, recorded, runner, skip, still, tables_of, with_actions, worst_difference

try:
    import h5py
    import numpy
except ImportError as missing:
    skip(f"{missing.name} is not there; script/bootstrap installs it (python3-h5py)")


class Hdf5(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = exported(runner(), "hdf5")
        cls.tables = tables_of(cls.folder)
        cls.file = h5py.File(cls.folder / "run.h5", "r")

    @classmethod
    def tearDownClass(cls):
        cls.file.close()

    def test_the_readings_are_exact(self):
        samples, recording = self.tables["samples"], self.file["recording"]
        ns = [int(text.replace(".", "")) for text in samples.words("t_s")]
        self.assertTrue(numpy.array_equal(recording["time_ns"][:], ns))
        for name, columns in (("specific_force", ["acc_x_m_s2", "acc_y_m_s2", "acc_z_m_s2"]),
                              ("angular_rate", ["gyr_x_rad_s", "gyr_y_rad_s", "gyr_z_rad_s"])):
            expected = numpy.array([samples.numbers(column) for column in columns]).T
            self.assertTrue(numpy.array_equal(recording[name][:], expected), name)
        self.assertEqual(recording.attrs["rate_hz"], 200.0)
        self.assertEqual(recording.attrs["mount"], "up=+x,left=+y")

    def test_gaps_are_where_the_readings_have_holes(self):
        recording = self.file["recording"]
        steps = numpy.diff(recording["time_ns"][:])
        holes = numpy.flatnonzero(steps > 7_500_000)
        self.assertGreater(len(holes), 5)
        self.assertTrue(numpy.array_equal(recording["gap_start_ns"][:], recording["time_ns"][:][holes]))
        self.assertTrue(numpy.array_equal(recording["gap_end_ns"][:], recording["time_ns"][:][holes + 1]))
        self.assertGreaterEqual(recording.attrs["missing_samples"], len(holes))
        self.assertTrue(numpy.array_equal(numpy.flatnonzero(recording["gap_before_ns"][1:] > 0), holes))

    def test_angles_contacts_and_strides_are_those_of_the_tables(self):
        for what in ("angles", "events", "strides"):
            table, group = self.tables[what], self.file[what]
            self.assertEqual(set(group), set(table.names))
            for name in table.names:
                values = group[name]
                self.assertTrue(values.attrs["description"], name)
                if values.dtype.kind == "S":
                    self.assertEqual(list(values.asstr()[:]), table.words(name), name)
                else:
                    decimals = max((len(cell.partition(".")[2]) for cell in table.words(name)), default=0)
                    self.assertLessEqual(worst_difference(table.numbers(name), values[:].astype(float)), 0.5000001 * 10.0 ** -decimals, name)

    def test_waveforms_have_a_row_a_stride(self):
        waves, group = self.tables["waveforms"], self.file["waveforms"]
        for name in group:
            self.assertEqual(group[name].shape, (len(self.tables["strides"]), 101))
            self.assertLess(worst_difference(waves.numbers(name), group[name][:].ravel()), 0.00051, name)

    def test_units_frames_signs_and_definitions_are_attributes(self):
        self.assertEqual(self.file["angles/obliquity_deg"].attrs["unit"], "°")
        self.assertEqual(self.file["recording/specific_force"].attrs["frame"], "sensor")
        self.assertIn("right side of the pelvis up", self.file["conventions"].attrs["obliquity"])
        self.assertIn("Baker", self.file["conventions"].attrs["angle_sequence"])
        drop = self.file["strides/cpd_peak_deg"].attrs
        self.assertTrue(all(drop[key] for key in ("name", "description", "formula", "source", "known_error", "unit")))

    def test_the_report_is_in_it(self):
        report = json.loads(self.file["report"].asstr()[()])["report"]
        self.assertEqual(report["recording"], "run")
        valid = self.file["strides/valid"][:]
        self.assertEqual(report["both"]["strides_used"], int(valid.sum()))


class Other(unittest.TestCase):
    def test_a_session_without_strides_has_empty_sets(self):
        with h5py.File(exported(still(), "hdf5") / "still.h5", "r") as file:
            self.assertEqual(file["strides/cpd_peak_deg"].shape, (0,))
            self.assertEqual(file["waveforms/tilt_deg"].shape, (0, 101))
            self.assertEqual(len(file["recording/time_ns"]), 2000)
            self.assertTrue(math.isnan(file["angles/sway_left_mm"][0]))

    def test_marks_and_stages_are_in_it(self):
        with h5py.File(exported(with_actions(), "hdf5") / "staged.h5", "r") as file:
            marks = file["marks"]
            self.assertEqual((list(marks["kind"].asstr()[:]), list(marks["text"].asstr()[:]), list(marks["number"][:])), (["pain"], ["Jane's\thip"], [3.0]))
            self.assertEqual(set(file["strides/stage"].asstr()[:]), {"Jane, easy", "hill"})

    def test_a_recording_brings_its_date_and_device_unless_they_are_taken_out(self):
        with h5py.File(exported(recorded(), "hdf5") / "recorded.h5", "r") as file:
            self.assertTrue(file.attrs["session_zero_utc"].startswith("20"))
            self.assertTrue(file["recording"].attrs["device_serial_number"])
        with h5py.File(exported(recorded(), "hdf5", "--deidentify") / "recording.h5", "r") as file:
            self.assertLess(file.attrs["session_zero_utc"], "1925-01-02")
            self.assertEqual(file["recording"].attrs["device_serial_number"], "")
            self.assertEqual(file["recording"].attrs["name"], "recording")
            self.assertEqual(file.attrs["is_deidentified"], 1)


if __name__ == "__main__":
    unittest.main()
