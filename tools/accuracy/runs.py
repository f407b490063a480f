"""Runs the program, the scorer and the perturber, and makes the recordings of the grid. Nothing here judges results."""
import csv
import glob
import json
import math
import os
import shutil
import subprocess
import sys

import contacts
import handled
from cells import SHORT

PASSES = ("refined", "causal")


class Places:
    """Where things are: the program, the recordings, their tools, and a folder for everything made here."""

    def __init__(self, root):
        self.root = root
        self.program = os.environ.get("SACRUM_PROGRAM", os.path.join(root, "build/release/sacrum"))
        self.recordings = os.environ.get("SACRUM_DATA", os.path.join(root, "../shared/data"))
        self.scorer = os.environ.get("SACRUM_SCORE", os.path.join(root, "../shared/tools/score.py"))
        self.perturber = os.path.join(os.path.dirname(self.scorer), "perturb.py")
        self.work = os.path.join(root, "build/accuracy")

    def fresh(self, *names):
        folder = os.path.join(self.work, *names)
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        return folder


def call(arguments):
    return subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def analyze(places, recordings, out, arguments):
    """-> what the program said about what it could not do, a line each; a crash is such a line too."""
    shutil.rmtree(out, ignore_errors=True)
    files = sorted(glob.glob(os.path.join(recordings, "*.imu.csv")))
    done = call([places.program, "analyze", *files, "--out", out, *arguments])
    trouble = [line.replace(recordings + "/", "") for line in done.stderr.splitlines() if line.startswith("sacrum: ")]
    if done.returncode not in (0, 3):
        trouble.append(f"exit code {done.returncode}")
    return trouble


def score(places, recordings, out, settle_s):
    """What score.py says: {'groups': …, 'recordings': …}."""
    path = out + ".score.json"
    done = call(["/usr/bin/python3", places.scorer, "--ref", recordings, "--out", out, "--json", path, "--settle", str(settle_s)])
    if done.returncode != 0:
        sys.exit(f"{places.scorer}: {done.stderr.strip().splitlines()[-1]}")
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def reports(out):
    """{recording: report.json without strides and waveforms}, of those the program analysed."""
    found = {}
    for path in sorted(glob.glob(os.path.join(out, "*/report.json"))):
        with open(path, encoding="utf-8") as file:
            report = json.load(file)
        found[os.path.basename(os.path.dirname(path))] = {
            key: report.get(key) for key in ("quality", "mounting", "side_confidence", "fits_landing_model", "assumptions", "left", "right")}
    return found


def measure_folder(places, recordings, out, arguments=(), settle_s=0.0):
    """Both passes over a folder of recordings -> {pass: {'scores', 'reports', 'trouble'}}."""
    result = {}
    for way in PASSES:
        folder = f"{out}-{way}"
        trouble = analyze(places, recordings, folder, ["--pass", way, *arguments])
        result[way] = {"folder": folder, "trouble": trouble, "scores": score(places, recordings, folder, settle_s),
                       "reports": reports(folder), "contacts": contacts.of_folder(recordings, folder)}
    return result


def perturbed(places, number, arguments):
    """The real recordings made worse."""
    folder = places.fresh("perturbed", f"{number:02d}")
    done = call(["/usr/bin/python3", places.perturber, "--ref", places.recordings, "--out", folder, *arguments])
    if done.returncode != 0:
        sys.exit(f"{places.perturber} {' '.join(arguments)}: {done.stderr.strip()}")
    return measure_folder(places, folder, os.path.join(places.work, "perturbed", f"{number:02d}"))


def simulated(places, group):
    """A group of the grid: made, analysed in both passes, scored; per pass also the strides paired with their truth."""
    folder = places.fresh("grid", group.name)
    sets = []
    for cell in group.cells:
        for seed in cell.seeds:
            path = os.path.join(folder, f"{cell.name}_s{seed}.imu.csv")
            done = call([places.program, "simulate", "--out", path, "--gait", cell.gait, "--seed", str(seed), *cell.simulate])
            if done.returncode != 0:
                sys.exit(f"sacrum simulate {cell.label}: {done.stderr.strip()}")
        if cell.name not in [words["set"] for _, words in sets]:
            sets.append([f"{cell.name}_s*", {"set": cell.name, "gait": SHORT[cell.gait], "pools": []}])
    with open(os.path.join(folder, "score.cfg"), "w", encoding="utf-8") as file:
        json.dump(sets, file)
    result = measure_folder(places, folder, os.path.join(places.work, "grid", group.name), group.analyze,
                            group.settle_s)
    for way in PASSES:
        out = result[way]["folder"]
        result[way]["pairs"] = {f"{cell.name}_s{seed}": paired_strides(os.path.join(folder, f"{cell.name}_s{seed}.strides.csv"),
                                                                      os.path.join(out, f"{cell.name}_s{seed}", "strides.csv"))
                                for cell in group.cells for seed in cell.seeds}
    return result


def handled_sensors(places, seeds):
    """Sensors handled in ways that are no gait -> {pass: [(initial contacts, strides that count)]}."""
    folder = places.fresh("handled")
    handled.write(folder, seeds)
    result = {}
    for way in PASSES:
        out = os.path.join(places.work, f"handled-{way}")
        analyze(places, folder, out, ["--pass", way, "--mount", "up=+z,left=+y", "--units", "m/s2,rad/s,s"])
        result[way] = [(sum(event["type"] == "IC" for event in contacts.rows(os.path.join(path, "events.csv"))),
                        len(read_strides(os.path.join(path, "strides.csv")))) for path in sorted(glob.glob(os.path.join(out, "*")))]
    return result


def read_strides(path):
    """Rows of strides.csv that are valid: [(side, start, {measure: number or nan})]."""
    rows = []
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["valid"] == "1":
                rows.append((row["side"], float(row["t_start_s"]), row))
    return rows


def paired_strides(truth_path, found_path):
    """{'true': {side: rows}, 'pairs': [(side, row of truth, row found)]}: the found stride of the side that starts nearest."""
    truth = read_strides(truth_path)
    found = read_strides(found_path) if os.path.exists(found_path) else []
    pairs, free = [], {}
    for side, start, row in found:
        free.setdefault(side, []).append((start, row))
    for side, start, row in truth:
        nearest = min(free.get(side, []), key=lambda other: abs(other[0] - start), default=None)
        if nearest and abs(nearest[0] - start) <= 0.15:
            free[side].remove(nearest)
            pairs.append((side, row, nearest[1]))
    return {"true": truth, "pairs": pairs}


def number(row, key):
    """A cell of strides.csv; nan where it is empty."""
    return float(row[key]) if row.get(key) else math.nan
