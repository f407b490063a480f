"""FIT, decoded by Garmin's own SDK."""
import json
import math
import pathlib
import subprocess
import unittest

from support import READERS, SCRATCH, exported, recorded, runner, skip, still, tables_of

MODULES = READERS / "node_modules"
if not (MODULES / "@garmin/fitsdk").exists():
    skip("@garmin/fitsdk is not there; configure again with a network, script/bootstrap installs npm")


def decoded(path):
    done = subprocess.run(["node", pathlib.Path(__file__).with_name("decode_fit.mjs"), MODULES.resolve(), path], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def newest(strides, time, side):
    """The valid stride of a side that a record at this time speaks of."""
    ended = [row for row in strides.rows if float(row["t_end_s"]) <= time and row["valid"] == "1" and row["side"] == side]
    return ended[-1] if ended and float(ended[-1]["t_end_s"]) >= time - 3 else None


class Fit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = exported(runner(), "fit")
        cls.path = cls.folder / "run.fit"
        cls.file = decoded(cls.path)
        cls.messages = cls.file["messages"]
        cls.tables = tables_of(cls.folder)

    def test_the_decoder_finds_a_sound_activity(self):
        self.assertTrue(self.file["sound"])
        self.assertEqual(self.file["errors"], [])
        self.assertEqual(self.messages["fileIdMesgs"][0]["type"], "activity")
        for kind in ("eventMesgs", "lapMesgs", "sessionMesgs", "activityMesgs", "developerDataIdMesgs"):
            self.assertTrue(self.messages[kind], kind)
        self.assertEqual(self.messages["sessionMesgs"][0]["sport"], "running")
        self.assertEqual(self.messages["sessionMesgs"][0]["totalElapsedTime"], 75)

    def test_a_changed_byte_is_noticed(self):
        data = bytearray(self.path.read_bytes())
        data[len(data) // 2] ^= 1
        broken = SCRATCH / "broken.fit"
        broken.write_bytes(data)
        self.assertFalse(decoded(broken)["sound"])

    def test_running_dynamics_are_those_of_the_newest_strides(self):
        records, strides, told = self.messages["recordMesgs"], self.tables["strides"], 0
        self.assertEqual([record["timestamp"] for record in records], list(range(76)))
        for record in records:
            pair = [newest(strides, record["timestamp"], side) for side in "LR"]
            there = [row for row in pair if row]
            mean = lambda name: sum(float(row[name]) for row in there) / len(there)  # noqa: E731
            if not there:
                self.assertNotIn("stanceTime", record)
                continue
            told += 1
            self.assertAlmostEqual(record["cadence"] + record["fractionalCadence"], mean("cadence_per_min") / 2, delta=0.005)
            self.assertAlmostEqual(record["verticalOscillation"], mean("vertical_osc_mm"), delta=0.051)
            self.assertAlmostEqual(record["stanceTime"], 1000 * mean("contact_time_s"), delta=0.051)
            self.assertAlmostEqual(record["stanceTimePercent"], 100 * mean("duty_factor"), delta=0.0051)
            if all(pair):
                left, right = (float(row["contact_time_s"]) for row in pair)
                self.assertAlmostEqual(record["stanceTimeBalance"], 100 * left / (left + right), delta=0.0051)
        self.assertGreater(told, 40)

    def test_pelvic_measures_are_developer_fields(self):
        fields = {message["key"]: message for message in self.messages["fieldDescriptionMesgs"]}
        names = {field["fieldName"][0] if isinstance(field["fieldName"], list) else field["fieldName"]: number for number, field in fields.items()}
        self.assertLessEqual({"pelvic_drop_left", "pelvic_drop_right", "drop_excursion_left", "drop_excursion_right", "obliquity_range", "lateral_sway"}, set(names))
        told = 0
        for record in self.messages["recordMesgs"]:
            values = record.get("developerFields", {})
            for side, word in (("L", "left"), ("R", "right")):
                row = newest(self.tables["strides"], record["timestamp"], side)
                for name, column in (("pelvic_drop", "cpd_peak_deg"), ("drop_excursion", "cpd_excursion_deg")):
                    value = values.get(str(names[f"{name}_{word}"]))
                    if row and row[column]:
                        self.assertAlmostEqual(value, float(row[column]), delta=6e-5)
                        told += 1
                    else:
                        self.assertTrue(value is None or math.isnan(value))
        self.assertGreater(told, 100)

    def test_signs_and_sequence_stand_in_the_session(self):
        said = json.dumps(self.messages["sessionMesgs"][0]["developerFields"])
        self.assertIn("swing side lower than stance side", said)
        self.assertIn("Baker 2001", said)


class Other(unittest.TestCase):
    def test_a_session_without_strides_has_records_without_measures(self):
        file = decoded(exported(still(), "fit") / "still.fit")
        self.assertTrue(file["sound"])
        self.assertTrue(all("cadence" not in record for record in file["messages"]["recordMesgs"]))

    def test_a_recording_has_its_date_unless_it_is_taken_out(self):
        real = decoded(exported(recorded(), "fit") / "recorded.fit")["messages"]["fileIdMesgs"][0]["timeCreated"]
        self.assertGreater(real, 0x10000000)
        path = exported(recorded(), "fit", "--deidentify") / "recording.fit"
        messages = decoded(path)["messages"]
        self.assertLess(messages["fileIdMesgs"][0].get("timeCreated", 0), 0x10000000)
        self.assertEqual(messages["recordMesgs"][0]["timestamp"], 0)
        for word in (b"recorded", b"sim:"):
            self.assertNotIn(word, path.read_bytes())


if __name__ == "__main__":
    unittest.main()
