"""CSV, TSV and JSON: what a program that knows only the header and the dictionary beside it can read."""
import json
import unittest

from support import Table, exported, recorded, run, runner, still, tables_of, with_actions, worst_difference, SCRATCH


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = exported(runner(), "tsv,json")
        cls.tables = tables_of(cls.folder)

    def test_every_column_is_explained_beside_its_table(self):
        for what, table in self.tables.items():
            beside = json.loads((self.folder / f"run_{what}.json").read_text(encoding="utf-8"))
            self.assertEqual(list(beside["columns"]), table.names, what)
            self.assertTrue(all(column["description"] for column in beside["columns"].values()))
            self.assertIn("right side of the pelvis up", beside["conventions"]["obliquity"])
            self.assertIn("Baker", beside["conventions"]["angle_sequence"])

    def test_units_stand_in_the_names_of_the_columns(self):
        for what, table in self.tables.items():
            columns = json.loads((self.folder / f"run_{what}.json").read_text(encoding="utf-8"))["columns"]
            endings = {"°": "_deg", "mm": "_mm", "s": "_s", "ms": "_ms", "m/s²": "_m_s2", "rad/s": "_rad_s", "/min": "_per_min", "%": "percent"}
            for name, column in columns.items():
                if "unit" in column:
                    self.assertTrue(name.endswith(endings[column["unit"]]), name)

    def test_tsv_holds_the_same_cells_as_csv(self):
        for what, table in self.tables.items():
            self.assertEqual(Table(self.folder / f"run_{what}.tsv", "\t").rows, table.rows, what)

    def test_the_readings_analysed_again_give_the_same_results(self):
        run("analyze", runner(), "--out", SCRATCH / "first")
        run("analyze", self.folder / "run_samples.csv", "--out", SCRATCH / "again")
        for file in ("events.csv", "angles.csv", "strides.csv"):
            self.assertEqual((SCRATCH / "first/run" / file).read_bytes(), (SCRATCH / "again/run_samples" / file).read_bytes(), file)
            self.assertEqual((SCRATCH / "first/run" / file).read_bytes(), (self.folder / f"run_{file}").read_bytes(), file)

    def test_waveforms_begin_and_end_with_the_angles_at_the_contacts(self):
        waves, angles, strides = self.tables["waveforms"], self.tables["angles"], self.tables["strides"]
        self.assertEqual(len(waves), 101 * len(strides))
        times, obliquity = angles.numbers("t_s"), angles.numbers("obliquity_deg")
        checked = 0
        for number, (start, end) in enumerate(zip(strides.numbers("t_start_s"), strides.numbers("t_end_s"))):
            rows = waves.rows[101 * number:101 * (number + 1)]
            self.assertEqual([row["percent"] for row in rows], [str(i) for i in range(101)])
            self.assertEqual({row["stride"] for row in rows}, {str(number + 1)})
            for row, time in ((rows[0], start), (rows[50], (start + end) / 2), (rows[100], end)):
                if not row["obliquity_deg"]:
                    continue
                after = next(i for i, t in enumerate(times) if t >= time)
                share = (time - times[after - 1]) / (times[after] - times[after - 1])
                straight = obliquity[after - 1] + share * (obliquity[after] - obliquity[after - 1])
                self.assertAlmostEqual(float(row["obliquity_deg"]), straight, delta=0.002)
                checked += 1
        self.assertGreater(checked, 250)

    def test_no_waveform_is_drawn_across_a_gap(self):
        waves, strides = self.tables["waveforms"], self.tables["strides"]
        with_gap = [i for i, reason in enumerate(strides.words("reason")) if "gap" in reason.split("+")]
        self.assertTrue(with_gap)
        for stride in with_gap:
            self.assertIn("", [row["obliquity_deg"] for row in waves.rows[101 * stride:101 * stride + 101]])

    def test_the_mean_of_the_waveforms_is_that_of_the_report(self):
        report = json.loads((self.folder / "run_report.json").read_text(encoding="utf-8"))["report"]
        waves = self.tables["waveforms"]
        for side, letter in (("left", "L"), ("right", "R")):
            sums, count = [0.0] * 101, [0] * 101
            for row in waves.rows:
                if row["side"] == letter and row["valid"] == "1" and row["obliquity_deg"]:
                    sums[int(row["percent"])] += float(row["obliquity_deg"])
                    count[int(row["percent"])] += 1
            mean = [a / b for a, b in zip(sums, count)]
            # The report draws a curve through the samples, this table straight lines.
            self.assertLess(worst_difference(mean, report[f"{side}_waveforms"]["obliquity_deg"]["mean"]), 0.05)

    def test_the_report_defines_every_measure_it_uses(self):
        message = json.loads((self.folder / "run_report.json").read_text(encoding="utf-8"))
        defined = {measure["id"] for measure in message["measures"]}
        self.assertLessEqual({metric["metric"] for metric in message["report"]["both"]["metrics"]}, defined)
        self.assertEqual(message["report"]["recording"], "run")


class Actions(unittest.TestCase):
    def test_a_stride_names_its_stage_in_every_kind_of_table(self):
        folder = exported(with_actions(), "tsv,json", "--pass", "causal")
        strides = tables_of(folder, "staged")["strides"]
        for start, stage in zip(strides.numbers("t_start_s"), strides.words("stage")):
            if abs(start - 20) > 0.5:
                self.assertEqual(stage, "Jane, easy" if start < 20 else "hill")
        self.assertEqual(set(strides.words("stage")), {"Jane, easy", "hill"})
        self.assertEqual(Table(folder / "staged_strides.tsv", "\t").rows, strides.rows)
        report = json.loads((folder / "staged_report.json").read_text(encoding="utf-8"))["report"]
        self.assertEqual([mark["text"] for mark in report["marks"]], ["Jane's\thip"])

    def test_contacts_said_at_once_are_a_table_of_the_causal_pass(self):
        folder = exported(with_actions(), "tsv", "--pass", "causal")
        contacts = Table(folder / "staged_live_contacts.csv")
        self.assertGreater(len(contacts), 50)
        self.assertTrue(all(0 <= noticed - time <= 0.1 for time, noticed in zip(contacts.numbers("t_s"), contacts.numbers("noticed_at_s"))))
        explained = json.loads((folder / "staged_live_contacts.json").read_text(encoding="utf-8"))["columns"]
        self.assertEqual(list(explained), contacts.names)
        self.assertFalse((exported(with_actions(), "tsv") / "staged_live_contacts.csv").exists())

    def test_words_of_a_person_are_left_out_where_nothing_may_say_who(self):
        out = exported(with_actions(), "tsv,json", "--deidentify")
        self.assertEqual([path.name for path in out.iterdir() if "Jane" in path.read_text(encoding="utf-8")], [])
        self.assertEqual(set(tables_of(out, "recording")["strides"].words("stage")), {"stage 1", "stage 2"})
        marks = json.loads((out / "recording_report.json").read_text(encoding="utf-8"))["report"]["marks"]
        self.assertEqual([(mark["kind"], mark["number"]) for mark in marks], [("pain", 3)])


class Deidentified(unittest.TestCase):
    def test_nothing_says_who_when_or_with_which_device(self):
        named = recorded("Jane_Doe")
        out = exported(named, "tsv,json", "--deidentify")
        for path in out.rglob("*"):
            self.assertNotIn("Jane", path.name)
            if path.is_file():
                text = path.read_text(encoding="utf-8")
                self.assertNotIn("Jane", text, path.name)
                self.assertNotIn("sim:", text, path.name)
        message = json.loads((out / "recording_report.json").read_text(encoding="utf-8"))
        self.assertTrue(message["is_deidentified"])
        self.assertTrue(message["session_zero_utc"].startswith("19"), message["session_zero_utc"])
        open_report = json.loads((exported(named, "json") / "Jane_Doe_report.json").read_text(encoding="utf-8"))
        self.assertTrue(open_report["session_zero_utc"].startswith("20"))


class Empty(unittest.TestCase):
    def test_a_sensor_on_a_table_gives_tables_without_strides(self):
        tables = tables_of(exported(still(), "json"), "still")
        self.assertEqual((len(tables["events"]), len(tables["strides"]), len(tables["waveforms"])), (0, 0, 0))
        self.assertEqual(len(tables["angles"]), 2000)


class Refused(unittest.TestCase):
    def test_an_unknown_format_is_named_and_nothing_is_written(self):
        said = run("export", runner(), "--format", "csv,xls", "--out", SCRATCH / "none", code=2)
        self.assertIn("xls", said)
        self.assertFalse((SCRATCH / "none").exists())

    def test_a_folder_that_cannot_be_made_is_one_sentence(self):
        said = run("export", still(), "--format", "csv", "--out", "/proc/none", code=4)
        self.assertEqual(said.count("\n"), 1)

    def test_a_recording_that_is_not_there_writes_nothing(self):
        run("export", SCRATCH / "gone.csv", "--format", "csv", "--out", SCRATCH / "none", code=3)
        self.assertFalse((SCRATCH / "none").exists())


if __name__ == "__main__":
    unittest.main()
