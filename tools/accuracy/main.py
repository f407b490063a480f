#!/usr/bin/env python3
"""Runs everything script/accuracy asks for and writes docs/accuracy.md, or compares its headline figures (see script/accuracy)."""
import glob
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import document
import headline
import intervals
from cases import GRID, PERTURBATIONS
from cells import Group
from runs import Places, call, handled_sensors, measure_folder, perturbed, simulated

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DOCUMENT = os.path.join(ROOT, "docs/accuracy.md")
LAB, LAB_STANDING = "lab sensor", "lab sensor, 10 s standing first"


def progress(done, of):
    if sys.stderr.isatty():
        print(f"\r\033[K{done} of {of} sets measured" if done < of else "\r\033[K", end="", file=sys.stderr, flush=True)


def run_all(jobs):
    """{key: result}: two at a time; what each yields does not depend on the others."""
    results = {}
    with ThreadPoolExecutor(2) as pool:
        futures = {key: pool.submit(*job) for key, job in jobs.items()}
        for done, (key, future) in enumerate(futures.items()):
            progress(done, len(jobs))
            results[key] = future.result()
    progress(len(jobs), len(jobs))
    return results


def real_recordings(places):
    return measure_folder(places, places.recordings, os.path.join(places.work, "recordings"))


def headline_sets(places):
    """The recordings as they are, and the virtual runners (and one more) with a lab sensor."""
    arguments = {label: [*words, "--only", "[hr]*"] for label, words in PERTURBATIONS}
    places.work += "-headline"   # not in the way of a whole run
    places.fresh()
    numbers = {label: k for k, (label, _) in enumerate(PERTURBATIONS)}
    return run_all({"": (real_recordings, places),
                    "lab": (perturbed, places, numbers[LAB], arguments[LAB]),
                    "lab10": (perturbed, places, numbers[LAB_STANDING], arguments[LAB_STANDING])})


FEW = 40           # people of any kind, in --check
FEW_TOLERANCE = 0.04   # one standard error of the coverage of all measures together over half of them, twice


def check_intervals(places):
    """Sentences: of the document, and of a fresh run over a few people of any kind."""
    with open(DOCUMENT, encoding="utf-8") as file:
        found = intervals.outside_in_document(file.read())
    whole = next(group for group in GRID if group.name == "anyone")
    few = Group("few", whole.title, whole.cells[:FEW])
    pooled, _, _ = intervals.tallies({"few": simulated(places, few)}, [few])
    low, high = intervals.WANTED
    for (gait, way), tally in intervals.together(pooled).items():
        if not low - FEW_TOLERANCE <= tally.share() <= high + FEW_TOLERANCE:
            found.append(f"{gait}, {way}: {100 * tally.share():.1f} % of {tally.tried} intervals of a fresh run hold the truth, wanted 90 to 98 %")
    return found


def check(places):
    with open(DOCUMENT, encoding="utf-8") as file:
        committed = headline.read(file.read())
    fresh = headline.read("\n".join(headline.table(headline_sets(places))))
    found = headline.differences(committed, fresh) + check_intervals(places)
    for sentence in found:
        print(f"docs/accuracy.md: {sentence}")
    if found:
        print("docs/accuracy.md is not current or its intervals do not hold: look at what moved, then run script/accuracy and commit the document")
        return 1
    print(f"docs/accuracy.md: {2 * len(headline.ROWS)} headline figures are current, and the intervals hold")
    return 0


def everything(places):
    begun = time.monotonic()
    places.fresh()
    jobs = {("real", ""): (real_recordings, places), ("handled", ""): (handled_sensors, places, range(1, 41))}
    jobs.update({("grid", group.name): (simulated, places, group) for group in GRID})
    jobs.update({("perturbed", label): (perturbed, places, k, arguments) for k, (label, arguments) in enumerate(PERTURBATIONS)})
    results = run_all(jobs)
    version = call([places.program, "--version"]).stdout.strip()
    document.write(ROOT, version, results[("real", "")],
                   {label: results[("perturbed", label)] for label, _ in PERTURBATIONS},
                   {group.name: results[("grid", group.name)] for group in GRID},
                   results[("handled", "")],
                   headline.table({"": results[("real", "")], "lab": results[("perturbed", LAB)],
                                   "lab10": results[("perturbed", LAB_STANDING)]}))
    print(f"docs/accuracy.md written in {time.monotonic() - begun:.0f} s")
    return 0


def main():
    places = Places(ROOT)
    wish = sys.argv[1] if len(sys.argv) > 1 else ""
    if not glob.glob(os.path.join(places.recordings, "*.imu.csv")) or not os.path.exists(places.scorer):
        print(f"skipped: the real recordings or their scorer are not there ({places.recordings}, {places.scorer}); "
              "SACRUM_DATA and SACRUM_SCORE say where they are")
        return 0 if wish == "--check" else 1
    if wish == "--check":
        return check(places)
    if wish == "--headline":
        print("\n".join(headline.table(headline_sets(places))))
        return 0
    return everything(places)


if __name__ == "__main__":
    sys.exit(main())
