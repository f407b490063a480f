"""What the tests of exported files share: the program, recordings to export, and our own tables to compare with.

Each test of this folder opens what `sacrum export` wrote with a reader that knows nothing of sacrum.
"""
import atexit
import csv
import math
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.environ.get("SACRUM_PROGRAM", "build/dev/sacrum")
READERS = pathlib.Path(os.environ.get("SACRUM_READERS", "build/readers"))
SCRATCH = pathlib.Path(tempfile.mkdtemp(prefix="sacrum_export_"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)


def skip(reason):
    """A test that lacks its reader says so and is counted as skipped, not as passed."""
    print(f"skipped: {reason}")
    sys.exit(0)


def run(*words, code=0, said=""):
    """The program, run as a person runs it; its stdout."""
    done = subprocess.run([PROGRAM, *map(str, words)], input=said, capture_output=True, text=True, check=False)
    assert done.returncode == code, f"sacrum {' '.join(map(str, words))}: exit code {done.returncode}\n{done.stderr}"
    return done.stdout if code == 0 else done.stderr


def runner(name="run", *options):
    """A made-up runner as CSV, with samples lost here and there."""
    path = SCRATCH / f"{name}.imu.csv"
    if not path.exists():
        run("simulate", "--out", path, "--duration", 75, "--drop-left", 2, "--drop-right", 4, "--loss", 0.5, "--burst", 3, *options)
    return path


def recorded(name="recorded"):
    """A runner recorded from a device, as a .sacrum file: it has a date, a device and an address."""
    path = SCRATCH / f"{name}.sacrum"
    if not path.exists():
        run("record", "sim:runner?duration_s=30&speed=max", "--out", path)
    return path


def with_actions(name="staged"):
    """A runner followed live in two stages, who said where it hurts."""
    path = SCRATCH / f"{name}.sacrum"
    if not path.exists():
        stages = SCRATCH / "stages.toml"
        stages.write_text('[[stage]]\nname = "Jane, easy"\nduration_s = 20\n[[stage]]\nname = "hill"\nduration_s = 60\n', encoding="utf-8")
        run("live", "sim:runner?duration_s=40&speed=max", "--headless", "--actions", "--stages", stages, "--record", path,
            said='{"note":{"kind":"pain","number":3,"text":"Jane\'s\\thip"}}\n')
    return path


def still(name="still"):
    """Ten seconds of a sensor that lies on a table: no contacts, no strides."""
    path = SCRATCH / f"{name}.csv"
    with open(path, "w", encoding="ascii") as file:
        file.write("time_s,acc_x_m_s2,acc_y_m_s2,acc_z_m_s2,gyr_x_rad_s,gyr_y_rad_s,gyr_z_rad_s\n")
        for i in range(2000):
            wobble = [0.01 * math.sin(i * k) for k in (1.1, 1.7, 2.3)]
            file.write(f"{i / 200:.3f},{9.81 + wobble[0]:.5f},{wobble[1]:.5f},{wobble[2]:.5f},{0.01 * wobble[0]:.6f},0.001,0.002\n")
    return path


def exported(recording, formats, *options):
    """Exports and gives the folder; the CSV tables to compare with are always there too."""
    out = pathlib.Path(tempfile.mkdtemp(dir=SCRATCH))
    run("export", recording, "--format", f"csv,{formats}", "--out", out, *options)
    return out


class Table:
    """A table of ours: cells by the name of their column, empty ones as None (numbers as NaN)."""

    def __init__(self, path, delimiter=","):
        with open(path, encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file, delimiter=delimiter))
        with open(path, encoding="utf-8") as file:
            self.names = file.readline().rstrip("\n").split(delimiter)

    def __len__(self):
        return len(self.rows)

    def words(self, name):
        return [row[name] for row in self.rows]

    def numbers(self, name):
        return [float(row[name]) if row[name] else math.nan for row in self.rows]


def tables_of(folder, name="run"):
    return {what: Table(folder / f"{name}_{what}.csv") for what in ("samples", "angles", "events", "strides", "waveforms")}


def worst_difference(ours, theirs):
    """Largest difference of two columns; infinite where one has a value and the other has none, or lengths differ."""
    ours, theirs = list(ours), list(theirs)
    if len(ours) != len(theirs):
        return math.inf
    worst = 0.0
    for a, b in zip(ours, theirs):
        if math.isnan(a) and math.isnan(b):
            continue
        if math.isnan(a) or math.isnan(b):
            return math.inf
        worst = max(worst, abs(a - b))
    return worst
