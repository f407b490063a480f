"""Export, import, analyze: what comes back gives the report that the recording itself gave, number by number."""
import csv
import json
import math
import pathlib
import tempfile
import unittest

from support import SCRATCH, exported, recorded, run, runner

# Largest differences that a format may make, in the unit of the report and for every thousand of it. C3D holds readings as
# 32-bit floats.
EXACT = 1e-6
FLOATS = 1e-3

# What a file of another format cannot say again: its own name, and what was assumed on the way in.
OWN = {"recording", "assumptions"}


def analyzed(recording, *options):
    """The report and the strides of one recording."""
    out = pathlib.Path(tempfile.mkdtemp(dir=SCRATCH))
    run("analyze", recording, "--out", out, *options)
    (folder,) = out.iterdir()
    with open(folder / "strides.csv", encoding="utf-8", newline="") as file:
        strides = list(csv.DictReader(file))
    return json.loads((folder / "report.json").read_text(encoding="utf-8")), strides


def differences(was, now, tolerance, path=""):
    """Where two reports differ, as sentences."""
    if isinstance(was, dict) and isinstance(now, dict):
        found = []
        for name in sorted(set(was) | set(now)):
            if name in OWN:
                continue
            if name not in was or name not in now:
                found.append(f"{path}.{name}: only {'before' if name in was else 'after'}")
            else:
                found += differences(was[name], now[name], tolerance, f"{path}.{name}")
        return found
    if isinstance(was, list) and isinstance(now, list):
        if len(was) != len(now):
            return [f"{path}: {len(was)} and {len(now)} entries"]
        return [line for i, (a, b) in enumerate(zip(was, now)) for line in differences(a, b, tolerance, f"{path}[{i}]")]
    if isinstance(was, bool) or not isinstance(was, (int, float)) or not isinstance(now, (int, float)):
        return [] if was == now else [f"{path}: {was!r} and {now!r}"]
    limit = tolerance * max(1.0, 1e-3 * abs(was))
    return [] if abs(was - now) <= limit else [f"{path}: {was} and {now}"]


def with_numbers(strides):
    """Cells as numbers where they are; an empty one stays empty."""
    def value(cell):
        try:
            number = float(cell)
        except ValueError:
            return cell
        return number if math.isfinite(number) else cell

    return [{name: value(cell) for name, cell in row.items()} for row in strides]


def written(folder, kind, name):
    """The file of an export that holds the readings."""
    if kind == "c3d":  # a long recording is cut in parts, of which the first leads to the others
        return next(path for path in (folder / f"{name}.c3d", folder / f"{name}_001.c3d") if path.exists())
    names = {"csv": f"{name}_samples.csv", "tsv": f"{name}_samples.tsv", "hdf5": f"{name}.h5", "bids": f"{name}_bids", "xdf": f"{name}.xdf"}
    return folder / names[kind]


class RoundTrip(unittest.TestCase):
    KINDS = {"csv": EXACT, "tsv": EXACT, "hdf5": EXACT, "bids": EXACT, "xdf": EXACT, "c3d": FLOATS}

    def check(self, recording, name, *options):
        before = analyzed(recording, *options)
        before[0].pop("began_utc", None)  # the date of a recording is not among its readings
        self.assertGreater(len(before[1]), 20)
        folder = exported(recording, ",".join(kind for kind in self.KINDS if kind != "csv"), *options)
        for kind, tolerance in self.KINDS.items():
            with self.subTest(kind):
                report, strides = analyzed(written(folder, kind, name), *options)
                self.assertEqual(differences(before[0], report, tolerance)[:5], [])
                self.assertEqual(differences(with_numbers(before[1]), with_numbers(strides), tolerance)[:5], [])

    def test_a_table_of_readings_comes_back(self):
        self.check(runner(), "run")

    def test_a_recording_of_a_device_comes_back(self):
        self.check(recorded(), "recorded")

    def test_a_causal_report_comes_back(self):
        self.check(runner(), "run", "--pass", "causal")

    def test_a_difference_would_be_seen(self):
        report, strides = analyzed(runner())
        other, other_strides = analyzed(runner("other", "--seed", 7))
        self.assertNotEqual(differences(report, other, FLOATS), [])
        self.assertNotEqual(differences(with_numbers(strides), with_numbers(other_strides), FLOATS), [])


if __name__ == "__main__":
    unittest.main()
