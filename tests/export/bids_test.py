"""The BIDS data set: bids-validator, and what it is known to miss; then every value."""
import json
import math
import pathlib
import re
import shutil
import subprocess
import unittest

from support import READERS, SCRATCH, exported, recorded, run, runner, skip, tables_of, with_actions, worst_difference

VALIDATOR = READERS / "bids-validator/package/bin/bids-validator"
if not VALIDATOR.exists():
    skip("bids-validator is not there; configure again with a network, script/bootstrap installs npm")

STEM = "sub-01/motion/sub-01_task-gait_tracksys-imu"


def rows_of(path, has_header=True):
    """Cells of a TSV file, as strict as the format: tabs, line feeds, rows of one length, no empty cell."""
    text = path.read_bytes().decode("utf-8")
    assert text.endswith("\n") and "\r" not in text and '"' not in text, path
    rows = [line.split("\t") for line in text[:-1].split("\n")]
    assert len({len(row) for row in rows}) == 1, f"{path}: rows differ in length"
    assert all(cell for row in rows for cell in row), f"{path}: an empty cell, which should be n/a"
    return [dict(zip(rows[0], row)) for row in rows[1:]] if has_header else rows


def number(cell):
    return math.nan if cell == "n/a" else float(cell)


def validator(root):
    done = subprocess.run(["node", VALIDATOR, root, "--json"], capture_output=True, text=True, check=False)
    return json.loads(done.stdout)["issues"]


def own_errors(root):
    """What bids-validator misses in motion data."""
    found = []
    for motion in root.rglob("*_motion.tsv"):
        stem = str(motion)[: -len("_motion.tsv")]
        beside = {what: pathlib.Path(f"{stem}_{what}") for what in ("motion.json", "channels.tsv", "channels.json")}
        missing = [what for what, path in beside.items() if not path.exists()]
        if missing:
            found.append(f"{motion.name}: {', '.join(missing)} missing")
            continue
        sidecar = json.loads(beside["motion.json"].read_text(encoding="utf-8"))
        found += [f"{motion.name}: no {key}" for key in ("TaskName", "SamplingFrequency", "TrackingSystemName") if key not in sidecar]
        channels = rows_of(beside["channels.tsv"])
        if list(channels[0])[:5] != ["name", "component", "type", "tracked_point", "units"]:
            found.append(f"{motion.name}: columns of channels.tsv")
        rows = rows_of(motion, has_header=False)
        if len(rows[0]) != len(channels) or sidecar.get("MotionChannelCount") != len(channels):
            found.append(f"{motion.name}: columns and channels differ")
        if any(not re.fullmatch(r"-?\d+(\.\d+)?(e[-+]?\d+)?|n/a", cell) for row in rows for cell in row):
            found.append(f"{motion.name}: a cell that is no number")
        for kind in {channel["type"] for channel in channels}:
            key = "MiscChannelCount" if kind == "MISC" else f"{kind}ChannelCount"
            if sidecar.get(key) != sum(channel["type"] == kind for channel in channels):
                found.append(f"{motion.name}: {key}")
        levels = json.loads(beside["channels.json"].read_text(encoding="utf-8"))["reference_frame"]["Levels"]
        found += [f"{motion.name}: frame {c['reference_frame']} is not described" for c in channels if c["reference_frame"] not in {"n/a", *levels}]
        found += [f"{motion.name}: axes {name}" for name, level in levels.items() if not re.fullmatch("[APLRSI_]{3}", level["SpatialAxes"])]
    return found


class Bids(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = exported(runner(), "bids")
        cls.root = cls.folder / "run_bids"
        cls.tables = tables_of(cls.folder)

    def json(self, path):
        return json.loads((self.root / path).read_text(encoding="utf-8"))

    def test_the_validator_finds_no_error(self):
        issues = validator(self.root)
        self.assertEqual([issue["key"] for issue in issues["errors"]], [])

    def test_nothing_that_the_validator_misses_is_wrong(self):
        self.assertEqual(own_errors(self.root), [])

    def test_broken_sets_are_found(self):
        def broken(name, change):
            copy = SCRATCH / f"broken_{name}"
            shutil.copytree(self.root, copy)
            change(copy)
            issues = validator(copy)
            return [issue["key"] for issue in issues["errors"]] + own_errors(copy)

        def without_a_column(root):
            path = root / f"{STEM}_motion.tsv"
            path.write_text("".join(line.rpartition("\t")[0] + "\n" for line in path.read_text(encoding="utf-8").splitlines()), encoding="utf-8")

        def with_text(root):
            path = root / f"{STEM}_motion.tsv"
            path.write_text(path.read_text(encoding="utf-8").replace("0.005000000", "soon", 1), encoding="utf-8")

        self.assertTrue(broken("channels", lambda root: (root / f"{STEM}_channels.tsv").unlink()))
        self.assertTrue(broken("sidecar", lambda root: (root / f"{STEM}_motion.json").unlink()))
        self.assertTrue(broken("column", without_a_column))
        self.assertTrue(broken("text", with_text))
        self.assertTrue(broken("description", lambda root: (root / "dataset_description.json").unlink()))

    def test_the_readings_are_exact_and_count_from_the_first(self):
        samples = self.tables["samples"]
        rows = rows_of(self.root / f"{STEM}_motion.tsv", has_header=False)
        start = float(self.json(f"{STEM}_channels.json")["session"]["Levels"]["first_reading_s"])
        self.assertLess(worst_difference([t - start for t in samples.numbers("t_s")], [float(row[0]) for row in rows]), 1e-9)
        for index, name in enumerate(samples.names[1:], 1):
            self.assertEqual([row[index] for row in rows], samples.words(name))
        channels = rows_of(self.root / f"{STEM}_channels.tsv")
        self.assertEqual([c["type"] for c in channels], ["LATENCY"] + 3 * ["ACCEL"] + 3 * ["GYRO"])
        self.assertEqual({c["units"] for c in channels}, {"s", "m/s^2", "rad/s"})

    def test_events_are_contacts_with_their_side(self):
        ours, theirs = self.tables["events"], rows_of(self.root / f"{STEM}_events.tsv")
        start = float(self.json(f"{STEM}_channels.json")["session"]["Levels"]["first_reading_s"])
        self.assertLess(worst_difference(ours.numbers("t_s"), [float(row["onset"]) + start for row in theirs]), 2e-6)
        kinds = {"IC": "initial contact", "FC": "final contact"}
        self.assertEqual([kinds[kind] for kind in ours.words("type")], [row["trial_type"] for row in theirs])
        sides = {"L": "left", "R": "right", "?": "n/a"}
        self.assertEqual([sides[side] for side in ours.words("side")], [row["side"] for row in theirs])
        self.assertEqual(set(self.json(f"{STEM}_events.json")), set(theirs[0]))

    def test_measures_are_a_derivative_with_provenance(self):
        derivative = self.root / "derivatives/sacrum"
        description = json.loads((derivative / "dataset_description.json").read_text(encoding="utf-8"))
        self.assertEqual((description["DatasetType"], description["GeneratedBy"][0]["Name"]), ("derivative", "sacrum"))
        strides = rows_of(derivative / f"{STEM}_desc-strides_metrics.tsv")
        explained = json.loads((derivative / f"{STEM}_desc-strides_metrics.json").read_text(encoding="utf-8"))
        self.assertTrue((self.root / explained["Provenance"]["Sources"][0].removeprefix("bids::")).exists())
        self.assertTrue(explained["cpd_peak_deg"]["Formula"])
        for name in self.tables["strides"].names:
            self.assertEqual([row[name] for row in strides], [cell or "n/a" for cell in self.tables["strides"].words(name)], name)
            self.assertIn(name, explained)

    def test_angles_are_a_derivative_with_their_frame(self):
        derivative = self.root / "derivatives/sacrum"
        rows = rows_of(derivative / f"{STEM}_desc-angles_motion.tsv", has_header=False)
        for index, name in enumerate(self.tables["angles"].names[1:], 1):
            self.assertLess(worst_difference(self.tables["angles"].numbers(name), [number(row[index]) for row in rows]), 1e-9, name)
        level = json.loads((derivative / f"{STEM}_desc-angles_channels.json").read_text(encoding="utf-8"))["reference_frame"]["Levels"]["level"]
        self.assertEqual((level["SpatialAxes"], level["RotationOrder"]), ("ALS", "YXZ"))

    def test_the_axes_of_the_sensor_follow_from_its_mounting(self):
        levels = self.json(f"{STEM}_channels.json")["reference_frame"]["Levels"]
        self.assertEqual(levels["sensor"]["SpatialAxes"], "SLP")  # x up, y left, so z backward

    def test_a_data_set_is_not_written_over(self):
        said = run("export", runner(), "--format", "bids", "--out", self.folder, code=4)
        self.assertIn("is there already", said)
        self.assertEqual(list(self.folder.glob("*.part")), [])


class Actions(unittest.TestCase):
    def test_marks_stand_among_the_events_and_stages_among_the_strides(self):
        root = exported(with_actions(), "bids") / "staged_bids"
        self.assertEqual([issue["key"] for issue in validator(root)["errors"]], [])
        marks = [row for row in rows_of(root / f"{STEM}_events.tsv") if row["trial_type"] == "mark"]
        self.assertEqual([row["mark"] for row in marks], ["pain 3: Jane's hip"])
        strides = rows_of(root / f"derivatives/sacrum/{STEM}_desc-strides_metrics.tsv")
        self.assertEqual({row["stage"] for row in strides}, {"Jane, easy", "hill"})


class Dated(unittest.TestCase):
    def test_a_date_stands_in_the_scans_file_and_moves_to_1925(self):
        scans = rows_of(exported(recorded(), "bids") / "recorded_bids/sub-01/sub-01_scans.tsv")
        self.assertRegex(scans[0]["acq_time"], r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$")
        root = exported(recorded(), "bids", "--deidentify") / "recording_bids"
        self.assertEqual(rows_of(root / "sub-01/sub-01_scans.tsv")[0]["acq_time"], "1925-01-01T00:00:00Z")
        self.assertEqual([issue["key"] for issue in validator(root)["errors"]], [])
        self.assertNotIn("DeviceSerialNumber", json.loads((root / f"{STEM}_motion.json").read_text(encoding="utf-8")))


if __name__ == "__main__":
    unittest.main()
