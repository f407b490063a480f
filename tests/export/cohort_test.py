"""A cohort in a BIDS dataset that was put together from exports: from readings to tables with the people's columns."""
import csv
import shutil
import sqlite3
import unittest

from support import SCRATCH, exported, run, runner

PEOPLE = {"01": ("control", "31"), "02": ("runner", "n/a"), "03": ("runner", "44")}


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Cohort(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.set, cls.out = SCRATCH / "study", SCRATCH / "tables"
        cls.recordings = {}
        for number in PEOPLE:
            recording = runner(f"person{number}", "--seed", int(number))
            one, = exported(recording, "bids").glob("*_bids")
            if not cls.set.exists():
                shutil.copytree(one, cls.set, ignore=shutil.ignore_patterns("sub-01"))
            for path in sorted((one / "sub-01").rglob("*")):
                if path.is_file():
                    to = cls.set / str(path.relative_to(one)).replace("sub-01", f"sub-{number}")
                    to.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, to)
            cls.recordings[number] = recording
        lines = ["\t".join(row) for row in (("participant_id", "group", "age"), *((f"sub-{number}", *words) for number, words in PEOPLE.items()))]
        (cls.set / "participants.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        # One whose channels file is missing, and one whose readings were cut to nothing.
        for number, text in (("04", "0.1\t9.8\t0.2\n"), ("05", "")):
            broken = cls.set / f"sub-{number}/motion/sub-{number}_task-gait_tracksys-imu_motion.tsv"
            broken.parent.mkdir(parents=True)
            broken.write_text(text, encoding="utf-8")
        run("cohort", cls.set, "--out", cls.out, "--compare", "group", code=3)

    def test_each_recording_is_measured_once_with_its_persons_columns(self):
        sessions = rows_of(self.out / "sessions.csv")
        self.assertEqual([row["participant_id"] for row in sessions], ["sub-01", "sub-02", "sub-03"])
        for row, (group, age) in zip(sessions, PEOPLE.values()):
            self.assertEqual((row["group"], row["age"]), (group, "" if age == "n/a" else age))
            self.assertEqual(row["task"], "task-gait")
            self.assertGreater(int(row["left_strides_used"]), 30)

    def test_strides_are_those_of_each_recording_by_itself(self):
        strides = rows_of(self.out / "strides.csv")
        for number, recording in self.recordings.items():
            alone = SCRATCH / f"alone{number}"
            run("analyze", recording, "--out", alone)
            table = next(alone.rglob("strides.csv"))
            ours = [row for row in strides if row["participant_id"] == f"sub-{number}"]
            theirs = rows_of(table)
            self.assertEqual(len(ours), len(theirs))
            for ours_row, theirs_row in zip(ours, theirs):
                for name in ("side", "t_start_s", "cpd_peak_deg", "sway_ml_mm", "valid"):
                    self.assertEqual(ours_row[name], theirs_row[name])

    def test_what_failed_is_listed_with_its_reason(self):
        failed = rows_of(self.out / "failed.csv")
        self.assertEqual([row["participant_id"] for row in failed], ["sub-04", "sub-05"])
        for row in failed:
            self.assertIn("_motion.tsv", row["reason"])

    def test_the_lines_of_the_document_read_the_tables(self):
        database = sqlite3.connect(self.out / "cohort.sqlite")
        count = database.execute("SELECT count(*) FROM strides WHERE valid").fetchone()[0]
        self.assertGreater(count, 300)
        try:
            import pandas
        except ImportError:
            self.skipTest("pandas is not there")
        strides = pandas.read_sql("SELECT * FROM strides WHERE valid", database)
        self.assertEqual(len(strides), count)
        self.assertEqual(set(strides.group), {"control", "runner"})
        self.assertEqual(strides.cpd_peak_deg.dtype.kind, "f")


if __name__ == "__main__":
    unittest.main()
