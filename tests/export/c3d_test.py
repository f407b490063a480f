"""C3D, taken apart byte by byte as the published layout has it; nothing that a strict reader would refuse is let through."""
import math
import struct
import unittest

from support import exported, recorded, runner, still, tables_of


class C3d:
    def __init__(self, path):
        data = path.read_bytes()
        assert len(data) % 512 == 0, "not in blocks"
        head = struct.unpack_from("<BBHHHHHfHHf", data, 0)
        (parameter_block, magic, self.points, self.analogs, self.first, self.last, self.gap, self.scale, self.data_block, self.per_frame, self.rate) = head
        assert (parameter_block, magic, self.gap, self.per_frame) == (2, 0x50, 0, 1)
        assert self.scale < 0, "not floats"
        assert not any(data[24:298]) and struct.unpack_from("<H", data, 298)[0] == 12345 and not any(data[300:512])
        assert data[512:514] == b"\x01\x50" and data[515] == 84
        self.section_end = 512 + 512 * data[514]
        assert self.data_block == 2 + data[514], "data do not follow the parameters"
        self.groups, self.descriptions = {}, {}
        self.read_parameters(data)
        self.frames = self.last - self.first + 1
        size = 4 * (4 * self.points + self.analogs)
        start = 512 * (self.data_block - 1)
        padding = len(data) - start - size * self.frames
        assert 0 <= padding < 512 and not any(data[len(data) - padding:]), "size does not fit frames"
        rows = struct.iter_unpack(f"<{size // 4}f", data[start:start + size * self.frames])
        self.rows = list(rows)

    def read_parameters(self, data):
        at, names = 516, {}
        pending = []
        while data[at] != 0:
            length, number = struct.unpack_from("<bb", data, at)
            assert length > 0 and number != 0
            name = data[at + 2:at + 2 + length].decode("ascii")
            assert name == name.upper()
            at += 2 + length
            offset = struct.unpack_from("<H", data, at)[0]
            assert 0 < offset < 0x8000
            following = at + offset
            if number < 0:
                described = data[at + 2]
                assert described <= 127 and at + 3 + described == following
                assert -number not in names and name not in self.groups, "a group twice"
                names[-number] = name
                self.groups[name] = {}
            else:
                kind, count = struct.unpack_from("<bB", data, at + 2)
                dimensions = list(data[at + 4:at + 4 + count])
                items = math.prod(dimensions)
                bytes_of = items * abs(kind)
                raw = data[at + 4 + count:at + 4 + count + bytes_of]
                described = data[at + 4 + count + bytes_of]
                assert described <= 127 and at + 4 + count + bytes_of + 1 + described == following, name
                pending.append((number, name, kind, dimensions, raw))
            at = following
            assert at < self.section_end
        assert not any(data[at:self.section_end])
        for number, name, kind, dimensions, raw in pending:
            group = self.groups[names[number]]
            assert name not in group
            if kind == -1:
                width = dimensions[0]
                cells = [raw[i:i + width].decode("utf-8").rstrip() for i in range(0, len(raw), width)] if width else []
                group[name] = cells if len(dimensions) > 1 else "".join(cells)
            else:
                values = list(struct.unpack(f"<{len(raw) // kind}{ {2: 'h', 4: 'f'}[kind] }", raw))
                group[name] = values[0] if not dimensions else values


def float32(number):
    return struct.unpack("<f", struct.pack("<f", number))[0]


class WholeRun(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = exported(runner(), "c3d")
        cls.files = [C3d(path) for path in sorted(cls.folder.glob("*.c3d"))]
        cls.tables = tables_of(cls.folder)

    def test_a_run_of_more_than_255_contacts_becomes_several_files(self):
        names = sorted(path.name for path in self.folder.glob("*.c3d"))
        self.assertGreater(len(self.tables["events"]), 255)
        self.assertEqual(names, [f"run_{i + 1:03}.c3d" for i in range(len(names))])
        self.assertTrue(all(file.groups["EVENT"]["USED"] <= 255 for file in self.files))

    def test_every_group_that_readers_miss_is_there(self):
        for file in self.files:
            self.assertLessEqual({"USED", "LABELS", "DESCRIPTIONS", "SCALE", "UNITS", "RATE", "DATA_START", "FRAMES"}, set(file.groups["POINT"]))
            self.assertLessEqual({"USED", "LABELS", "DESCRIPTIONS", "GEN_SCALE", "SCALE", "OFFSET", "UNITS", "RATE", "FORMAT", "BITS"}, set(file.groups["ANALOG"]))
            self.assertLessEqual({"USED", "TYPE", "ZERO", "CORNERS", "ORIGIN", "CHANNEL"}, set(file.groups["FORCE_PLATFORM"]))
            self.assertLessEqual({"USED", "CONTEXTS", "LABELS", "DESCRIPTIONS", "TIMES", "ICON_IDS", "SUBJECTS", "GENERIC_FLAGS"}, set(file.groups["EVENT"]))

    def test_header_and_parameters_agree(self):
        for file in self.files:
            point, analog, trial = (file.groups[name] for name in ("POINT", "ANALOG", "TRIAL"))
            self.assertEqual((point["USED"], point["SCALE"], point["FRAMES"], point["DATA_START"]), (file.points, file.scale, file.frames, file.data_block))
            self.assertEqual((point["RATE"], analog["RATE"]), (file.rate, file.rate))
            self.assertEqual(trial["ACTUAL_END_FIELD"], [file.frames, 0])
            for name in ("LABELS", "DESCRIPTIONS", "SCALE", "OFFSET", "UNITS"):
                self.assertEqual(len(analog[name]), file.analogs, name)
            self.assertEqual(analog["SCALE"], file.analogs * [1.0])
            self.assertEqual(point["ANGLES"], point["LABELS"])

    def test_readings_and_angles_are_those_of_the_tables(self):
        samples, angles = self.tables["samples"], self.tables["angles"]
        columns = {"X": "tilt_deg", "Y": "obliquity_deg", "Z": "rotation_deg"}
        times, seen = samples.numbers("t_s"), 0
        self.assertEqual(samples.words("t_s"), [f"{float(t):.9f}" for t in samples.words("t_s")])
        start, shown = 0, angles.rows
        for file in self.files:
            labels = file.groups["ANALOG"]["LABELS"]
            first = float(file.groups["SACRUM"]["FIRST_FRAME_S"])
            self.assertAlmostEqual(first, times[0] + start / file.rate, places=6)
            place = {label: 4 + index for index, label in enumerate(labels)}
            for frame, row in enumerate(file.rows):
                if math.isnan(row[place["Acc_X"]]):
                    self.assertEqual(row[:4], (0.0, 0.0, 0.0, -1.0))
                    self.assertTrue(all(math.isnan(value) for value in row[4:]))
                    continue
                self.assertAlmostEqual(first + frame / file.rate + row[place["Time_Offset"]], times[seen], delta=2e-6)
                for sensor, unit in (("Acc", "m_s2"), ("Gyr", "rad_s")):
                    for axis in "XYZ":
                        self.assertEqual(row[place[f"{sensor}_{axis}"]], float32(float(samples.rows[seen][f"{sensor.lower()}_{axis.lower()}_{unit}"])))
                ours = shown[seen]
                if ours["valid"] == "1":
                    self.assertEqual(row[3], 0.0)
                    for index, axis in enumerate("XYZ"):
                        self.assertAlmostEqual(row[index], float(ours[columns[axis]]), delta=6e-5)
                else:
                    self.assertEqual(row[:4], (0.0, 0.0, 0.0, -1.0))
                for label, name in (("Sway_Left", "sway_left_mm"), ("Vertical", "vertical_mm")):
                    if ours[name]:
                        self.assertAlmostEqual(row[place[label]], float(ours[name]), delta=6e-4)
                    else:
                        self.assertTrue(math.isnan(row[place[label]]))
                seen += 1
            start += file.frames
        self.assertEqual(seen, len(samples))

    def test_contacts_are_events_with_their_context(self):
        told = []
        for file in self.files:
            event = file.groups["EVENT"]
            first = float(file.groups["SACRUM"]["FIRST_FRAME_S"])
            times = [60 * event["TIMES"][2 * i] + event["TIMES"][2 * i + 1] for i in range(event["USED"])]
            self.assertEqual(times, sorted(times))
            self.assertTrue(all(0 <= t <= file.frames / file.rate for t in times))
            told += [(first + t, context, label) for t, context, label in zip(times, event["CONTEXTS"], event["LABELS"])]
            self.assertEqual(event["ICON_IDS"], [{"Foot Strike": 1, "Foot Off": 2}[label] for label in event["LABELS"]])
        ours = self.tables["events"]
        self.assertEqual(len(told), len(ours))
        for (time, context, label), row in zip(told, ours.rows):
            self.assertAlmostEqual(time, float(row["t_s"]), delta=1e-5)
            self.assertEqual(context, {"L": "Left", "R": "Right", "?": "General"}[row["side"]])
            self.assertEqual(label, {"IC": "Foot Strike", "FC": "Foot Off"}[row["type"]])

    def test_signs_and_frames_stand_in_the_file(self):
        for file in self.files:
            self.assertIn("obliquity, + right side up", file.groups["POINT"]["DESCRIPTIONS"][0])
            self.assertTrue(any(sentence.startswith("angle_sequence: rotation") for sentence in file.groups["SACRUM"]["CONVENTIONS"]))
            self.assertEqual(file.groups["SACRUM"]["MOUNT"], "up=+x,left=+y")


class Other(unittest.TestCase):
    def test_a_recording_without_contacts_is_one_file_without_events(self):
        file = C3d(exported(still(), "c3d") / "still.c3d")
        self.assertEqual((file.frames, file.groups["EVENT"]["USED"], file.rate), (2000, 0, 200.0))

    def test_a_long_name_is_cut_between_characters(self):
        path = still("ä" * 70)
        groups = C3d(exported(path, "c3d") / f"{'ä' * 70}.c3d").groups
        self.assertEqual(groups["SUBJECTS"]["NAMES"], ["ä" * 32])

    def test_a_subject_has_no_name_once_it_is_taken_out(self):
        folder = exported(recorded(), "c3d", "--deidentify")
        for path in folder.glob("*.c3d"):
            self.assertNotIn(b"recorded", path.read_bytes())
            self.assertNotIn(b"sim:", path.read_bytes())
            groups = C3d(path).groups
            self.assertEqual((groups["SUBJECTS"]["NAMES"], groups["SACRUM"]["DEIDENTIFIED"]), (["recording"], 1))
            if "EVENT" in groups and groups["EVENT"]["USED"]:
                self.assertEqual(set(groups["EVENT"]["SUBJECTS"]), {"recording"})
        first = C3d(min(folder.glob("*.c3d"))).groups["SACRUM"]
        self.assertTrue(first["SESSION_ZERO_UTC"][:10] in ("1924-12-31", "1925-01-01"), first["SESSION_ZERO_UTC"])


if __name__ == "__main__":
    unittest.main()
