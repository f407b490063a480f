"""OpenSim .sto and .mot, read by a parser as strict as OpenSim's own, and compared with our tables."""
import math
import re
import unittest

from support import exported, runner, still, tables_of


class Storage:
    """Header lines KEY=VALUE or free text, `endheader`, a row of labels that begins with time, then rows of the same length."""

    def __init__(self, path):
        data = path.read_bytes()
        assert data.isascii(), path
        assert b"\r" not in data and data.endswith(b"\n")
        lines = data.decode("ascii")[:-1].split("\n")
        end = lines.index("endheader")
        self.title = lines[0]
        assert "=" not in self.title
        self.header = {}
        for line in lines[1:end]:
            key, value = re.fullmatch(r"([^=]+)=([^=]+)", line).groups()  # OpenSim splits at the last '='
            assert key not in self.header
            self.header[key] = value
        self.labels = lines[end + 1].split("\t")
        assert self.labels[0] == "time"
        self.rows = [line.split("\t") for line in lines[end + 2:]]
        assert all(len(row) == len(self.labels) for row in self.rows)
        self.times = [float(row[0]) for row in self.rows]
        assert all(a < b for a, b in zip(self.times, self.times[1:])), "times must rise"

    def column(self, label):
        index = self.labels.index(label)
        return [float(row[index]) for row in self.rows]


class OpenSim(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = exported(runner(), "opensim")
        cls.angles = tables_of(cls.folder)["angles"]
        cls.valid = {row["t_s"]: row for row in cls.angles.rows if row["valid"] == "1"}

    def ours_at(self, time):
        return self.valid[f"{time:.6f}"]

    def test_orientations_are_ours_in_axes_with_y_up(self):
        sto = Storage(self.folder / "run_orientations.sto")
        self.assertEqual((sto.header["DataType"], sto.header["version"]), ("Quaternion", "3"))
        self.assertEqual(float(sto.header["DataRate"]), 200.0)
        self.assertEqual(sto.labels, ["time", "pelvis_imu"])
        self.assertEqual(len(sto.rows), len(self.valid))
        for time, (_, cell) in zip(sto.times, sto.rows):
            w, x, y, z = (float(part) for part in cell.split(","))
            self.assertAlmostEqual(w * w + x * x + y * y + z * z, 1.0, places=7)
            row = self.ours_at(time)
            theirs = turned((w, x, y, z))
            ours = turned([float(row[name]) for name in ("qw", "qx", "qy", "qz")])
            # Rows are ground axes: X is earth x, Y is earth z, Z is minus earth y.
            for theirs_row, ours_row, sign in ((theirs[0], ours[0], 1), (theirs[1], ours[2], 1), (theirs[2], ours[1], -1)):
                for a, b in zip(theirs_row, ours_row):
                    self.assertAlmostEqual(a, sign * b, delta=1e-6)

    def test_baker_coordinates_are_our_angles_with_the_signs_of_the_isb(self):
        mot = Storage(self.folder / "run_pelvis_rotation_list_tilt.mot")
        for time, tilt, lean, rotation in zip(mot.times, mot.column("pelvis_tilt"), mot.column("pelvis_list"), mot.column("pelvis_rotation")):
            row = self.ours_at(time)
            self.assertAlmostEqual(tilt, -float(row["tilt_deg"]), delta=6e-5)
            self.assertAlmostEqual(lean, -float(row["obliquity_deg"]), delta=6e-5)
            self.assertAlmostEqual(rotation, float(row["rotation_deg"]), delta=6e-5)

    def test_stock_coordinates_make_the_same_rotation_in_the_stock_order(self):
        mot = Storage(self.folder / "run_pelvis.mot")
        self.assertEqual(mot.header["inDegrees"], "yes")
        self.assertEqual(int(mot.header["nRows"]), len(mot.rows))
        self.assertEqual(int(mot.header["nColumns"]), len(mot.labels))
        columns = [mot.column(name) for name in ("pelvis_tilt", "pelvis_list", "pelvis_rotation")]
        for time, *stock in zip(mot.times, *columns):
            row = self.ours_at(time)
            stock = product(about(2, stock[0]), about(0, stock[1]), about(1, stock[2]))
            baker = product(about(1, float(row["rotation_deg"])), about(0, -float(row["obliquity_deg"])), about(2, -float(row["tilt_deg"])))
            for a, b in zip(sum(stock, []), sum(baker, [])):
                self.assertAlmostEqual(a, b, delta=4e-6)

    def test_displacements_are_metres_up_and_to_the_right(self):
        mot = Storage(self.folder / "run_pelvis.mot")
        self.assertGreater(len(mot.rows), 10000)
        for time, up, right in zip(mot.times, mot.column("pelvis_ty"), mot.column("pelvis_tz")):
            row = self.ours_at(time)
            self.assertAlmostEqual(1000 * up, float(row["vertical_mm"]), delta=0.0011)
            self.assertAlmostEqual(-1000 * right, float(row["sway_left_mm"]), delta=0.0011)

    def test_sequence_signs_and_frames_stand_in_the_header(self):
        mot = Storage(self.folder / "run_pelvis.mot")
        self.assertIn("tilt about Z, then list about X, then rotation about Y", mot.header["sacrum_sequence"])
        self.assertIn("right side down", mot.header["sacrum_signs"])
        self.assertIn("Baker", Storage(self.folder / "run_pelvis_rotation_list_tilt.mot").header["sacrum_sequence"])
        self.assertIn("Y up", Storage(self.folder / "run_orientations.sto").header["sacrum_pelvis_imu"])

    def test_standing_still_has_no_displacement(self):
        folder = exported(still(), "opensim", "--mount", "up=+x,left=+y")
        mot = Storage(folder / "still_pelvis.mot")
        self.assertEqual(mot.labels, ["time", "pelvis_tilt", "pelvis_list", "pelvis_rotation"])
        self.assertEqual(int(mot.header["nColumns"]), 4)


def turned(q):
    """The rotation matrix of a quaternion w, x, y, z, row by row."""
    w, x, y, z = q
    return [[1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]]


def about(axis, degrees):
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    i, j = (axis + 1) % 3, (axis + 2) % 3
    matrix = [[float(a == b) for b in range(3)] for a in range(3)]
    matrix[i][i], matrix[i][j], matrix[j][i], matrix[j][j] = c, -s, s, c
    return matrix


def product(*matrices):
    first, *rest = matrices
    for other in rest:
        first = [[sum(first[i][k] * other[k][j] for k in range(3)) for j in range(3)] for i in range(3)]
    return first


if __name__ == "__main__":
    unittest.main()
