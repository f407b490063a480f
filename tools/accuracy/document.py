"""Writes docs/accuracy.md and its pictures from the results. The same results give the same bytes: no date, no place."""
import math
import os
import re

import numpy as np

import contacts
import intervals
import pictures
from cases import GRID
from handled import SECONDS
from runs import PASSES
from truth import COVERED, MEASURES, SIDES, coverage, found_metric, session_errors, spread, stride_errors

GAITS = (("walking", "walk"), ("running", "run"))
WORDS = {key: (words, unit, factor, digits) for key, words, unit, factor, digits in MEASURES}


# ---- numbers as text

def text(value, digits):
    """A number, '-' where it is absent; never -0.0."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return "-"
    return f"{round(value, digits) + 0.0:.{digits}f}"


def pair(metrics, bias, sd, digits=1):
    return f"{text(metrics[bias], digits)} ± {text(metrics[sd], digits)}" if bias in metrics else "-"


def row(*cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def head(*cells):
    return [row(*cells), "|" + "---|" * len(cells)]


def both_passes(results, name, read):
    """'refined / causal' of one recording."""
    values = [read(results[way]["scores"]["recordings"].get(name, {})) for way in PASSES]
    return values[0] if values[0] == values[1] else " / ".join(values)


# ---- the recordings as they are

POOLED = [  # group, words, bias, SD, digits, the reference's own error
    ("walk", "IC, walking (ms)", "ic_bias_ms", "ic_sd_ms", 1, "ipol: marks stand some tens of ms after true contact; mobgap: two systems differ by 0-50 ms"),
    ("walk", "FC, walking (ms)", "fc_bias_ms", "fc_sd_ms", 1, "mobgap: two systems differ by 40-70 ms"),
    ("walk", "contact time, walking (ms)", "contact_bias_ms", "contact_sd_ms", 1, "both of the above"),
    ("adl", "IC, daily activity (ms)", "ic_bias_ms", "ic_sd_ms", 1, "as walking; turns and shuffles, incomplete reference"),
    ("adl", "FC, daily activity (ms)", "fc_bias_ms", "fc_sd_ms", 1, "as walking"),
    ("movingreality", "IC, after stroke (ms)", "ic_bias_ms", "ic_sd_ms", 1, "silver, from shank gyroscopes: ±30 ms"),
    ("movingreality", "FC, after stroke (ms)", "fc_bias_ms", "fc_sd_ms", 1, "silver: ±30 ms"),
    ("run", "IC, running (ms)", "ic_bias_ms", "ic_sd_ms", 1, "force at 300 Hz, 50 N (RBDS); at 60 Hz, ±17 ms (Hamner)"),
    ("run", "FC, running (ms)", "fc_bias_ms", "fc_sd_ms", 1, "as IC, running"),
    ("run", "contact time, running (ms)", "contact_bias_ms", "contact_sd_ms", 1, "as IC, running, twice; unverified on a real sacral sensor"),
    ("virtual", "drop peak, offset left in (°)", "scpd_peak_bias", "scpd_peak_sd", 2, "exact for the virtual sensor: no skin, no noise"),
    ("virtual", "drop excursion (°)", "scpd_exc_bias", "scpd_exc_sd", 2, "exact, but contacts from force"),
    ("virtual", "lateral sway, sensor (mm)", "ml_bias", "ml_sd", 2, "exact"),
    ("virtual", "vertical oscillation (mm)", "vert_bias", "vert_sd", 2, "exact"),
]
PLAIN = [  # group, words, metric, digits, the reference's own error
    ("walk", "side right, walking", "side_acc", 3, "from the foot's own sensor or the lab"),
    ("adl", "side right, daily activity", "side_acc", 3, "insole and foot sensors"),
    ("movingreality", "side right, after stroke", "side_acc", 3, "from shank gyroscopes"),
    ("virtual", "side right, running", "side_acc", 3, "heel height, force per foot"),
    ("virtual", "obliquity shape (° rms)", "obl_shape_rms", 2, "exact"),
    ("virtual", "tilt shape (° rms)", "tilt_shape_rms", 2, "exact"),
    ("virtual", "drop peak, offset-free (° mean absolute)", "scpd_peak_mae_free", 2, "exact"),
    ("virtual", "obliquity range (° mean absolute)", "rom_mae", 2, "exact"),
    ("broad", "inclination, BROAD (° rms)", "incl_rms", 2, "optical"),
    ("repoimu", "inclination, RepoIMU, aligned (° rms)", "incl_aligned_rms", 2, "optical; 1.5° between sensor and markers is taken out"),
    ("sisfall", "step rate (% median)", "steprate_err_pct", 2, "spectrum of 10 s windows"),
]


def pooled_real(real):
    lines = head("quantity", "pass", "n", "bias", "SD", "95 % limits of agreement", "error of the reference itself")
    for group, words, bias, sd, digits, reference in POOLED:
        for way in PASSES:
            m = real[way]["scores"]["groups"].get(group, {})
            if bias not in m:
                lines.append(row(words, way, 0, "-", "-", "-", reference))
                continue
            n = m.get({"ic": "ic_n", "fc": "fc_n"}.get(bias[:2], ""), "")
            low, high = m[bias] - 1.96 * m[sd], m[bias] + 1.96 * m[sd]
            lines.append(row(words, way, n, text(m[bias], digits), text(m[sd], digits),
                             f"{text(low, digits)} to {text(high, digits)}", reference))
    lines += [""] + head("quantity", *PASSES, "error of the reference itself")
    for group, words, metric, digits, reference in PLAIN:
        lines.append(row(words, *(text(real[way]["scores"]["groups"].get(group, {}).get(metric), digits) for way in PASSES), reference))
    return lines


def each_real(real):
    names = sorted(real["refined"]["scores"]["recordings"])
    has = lambda name, key: key in real["refined"]["scores"]["recordings"][name]
    lines = head("recording", "contacts", "IC F1", "IC bias ± SD (ms)", "FC bias ± SD (ms)", "contact time bias ± SD (ms)",
                 "side right", "side confidence")
    for name in names:
        if not has(name, "ic_n"):
            continue
        of = lambda read: both_passes(real, name, read)
        confidence = [text(real[way]["reports"].get(name, {}).get("side_confidence"), 2) for way in PASSES]
        lines.append(row(name, of(lambda m: str(m.get("ic_n", "-"))), of(lambda m: text(m.get("ic_f1"), 3)),
                         of(lambda m: pair(m, "ic_bias_ms", "ic_sd_ms")), of(lambda m: pair(m, "fc_bias_ms", "fc_sd_ms")),
                         of(lambda m: pair(m, "contact_bias_ms", "contact_sd_ms")), of(lambda m: text(m.get("side_acc"), 3)),
                         confidence[0] if confidence[0] == confidence[1] else " / ".join(confidence)))
    lines += [""] + head("virtual runner", "obliquity shape (°)", "drop peak, offset-free (°)", "drop excursion (°)",
                         "lateral sway (mm)", "vertical (mm)", "stances covered")
    for name in names:
        if has(name, "obl_shape_rms"):
            of = lambda read: both_passes(real, name, read)
            lines.append(row(name, of(lambda m: text(m.get("obl_shape_rms"), 2)), of(lambda m: text(m.get("scpd_peak_mae_free"), 2)),
                             of(lambda m: pair(m, "scpd_exc_bias", "scpd_exc_sd", 2)), of(lambda m: pair(m, "ml_bias", "ml_sd")),
                             of(lambda m: pair(m, "vert_bias", "vert_sd")), of(lambda m: text(m.get("scpd_cov"), 3))))
    lines += [""] + head("other", "inclination (° rms)", "aligned (° rms)", "step rate (% median)")
    for name in names:
        if has(name, "incl_rms") or has(name, "steprate_err_pct"):
            of = lambda read: both_passes(real, name, read)
            lines.append(row(name, *(of(lambda m, k=key: text(m.get(k), 2)) for key in ("incl_rms", "incl_aligned_rms", "steprate_err_pct"))))
    return lines


def confident_and_swapped(result, way):
    """Recordings with the sides exchanged -> [(name, side confidence)]."""
    scores, reports = result[way]["scores"]["recordings"], result[way]["reports"]
    return [(name, reports.get(name, {}).get("side_confidence") or 0.0) for name in sorted(scores) if scores[name].get("side_swapped")]


# ---- fitted here, tested there

HALVES = [  # what was fitted, group of score.py, bias, SD, words and names of the two halves
    ("lag of IC, walking", "ic", (("odd people of ipol, mobgap HA", r"ipol_[13579]-|mobgap_HA"), ("even people of ipol, mobgap MS", r"ipol_(10|[2468])-|mobgap_MS"))),
    ("lag of FC, walking", "fc", (("odd people of ipol, mobgap HA", r"ipol_[13579]-|mobgap_HA"), ("even people of ipol, mobgap MS", r"ipol_(10|[2468])-|mobgap_MS"))),
    ("lag of IC, running", "ic", (("runner of RBDS", r"rbds_"), ("runner of Hamner", r"hamner"))),
    ("contact time, running", "contact", (("runner of RBDS", r"rbds_"), ("runner of Hamner", r"hamner"))),
]


def pooled_error(recordings, pattern, what):
    """(bias, SD, n) over the recordings whose name begins so, daily activity left out."""
    parts = [(m[f"{what}_bias_ms"], m[f"{what}_sd_ms"], m.get("ic_n", 1)) for name, m in recordings.items()
             if re.match(pattern, name) and "Test11" not in name and f"{what}_bias_ms" in m]
    n = sum(k for _, _, k in parts)
    bias = sum(k * b for b, _, k in parts) / n
    return bias, math.sqrt(sum(k * (s * s + (b - bias) ** 2) for b, s, k in parts) / n), n


def held_out(real):
    lines = head("constant", "fitted on", "tested on", "contacts tested", "bias ± SD as published (ms)", "bias with the other half's constant (ms)")
    recordings = real["refined"]["scores"]["recordings"]
    for words, what, halves in HALVES:
        found = [pooled_error(recordings, pattern, what) for _, pattern in halves]
        for k in (0, 1):
            bias, sd, n = found[1 - k]
            lines.append(row(words, halves[k][0], halves[1 - k][0], n, f"{text(bias, 1)} ± {text(sd, 1)}", text(bias - found[k][0], 1)))
    return lines


def repeats(real):
    """Standard error of measurement and minimal detectable change from the three walks of each ipol person."""
    lines = head("measure", "people", "walks", "mean", "SEM", "MDC95")
    reports = real["refined"]["reports"]
    for key, words, unit, factor, digits in MEASURES:
        people = {}
        for name, report in reports.items():
            person = re.match(r"ipol_(\d+)-", name)
            sides = [found_metric(report, side, key) for side in SIDES]
            if person and all(sides):
                people.setdefault(person[1], []).append(factor * sum(s["median"] for s in sides) / 2)
        walks = [np.array(v) for v in people.values() if len(v) > 1]
        if not walks:
            continue
        sem = math.sqrt(sum(((v - v.mean()) ** 2).sum() for v in walks) / sum(len(v) - 1 for v in walks))
        lines.append(row(f"{words} ({unit})", len(walks), sum(map(len, walks)), text(float(np.mean(np.concatenate(walks))), digits),
                         text(sem, digits + 1), text(1.96 * math.sqrt(2) * sem, digits + 1)))
    return lines


# ---- made worse

def said_so(reports):
    """-> share of the strides that were used, and in how many reports the quality is not good."""
    sides = [report.get(side) or {} for report in reports.values() for side in SIDES.values()]
    used, left_out = (sum(int(side.get(key) or 0) for side in sides) for key in ("strides_used", "strides_rejected"))
    poor = sum((report.get("quality") or {}).get("verdict") != "GOOD" for report in reports.values())
    return text(100 * used / max(1, used + left_out), 0), f"{poor} of {len(reports)}"


def perturbed_rows(real, worse):
    lines = head("made worse by", "pass", "walk IC F1", "bias ± SD (ms)", "walk side", "run IC F1", "bias ± SD (ms)", "run side",
                 "obliquity shape (°)", "drop peak free (°)", "excursion (°)", "sway (mm)", "vertical (mm)", "step rate (%)", "strides used (%)",
                 "quality not good", "refused")
    for label, result in [("nothing", real), *worse.items()]:
        for way in PASSES:
            g = result[way]["scores"]["groups"]
            walk, run, virtual, jog = (g.get(k, {}) for k in ("walk", "run", "virtual", "sisfall"))
            lines.append(row(label, way, text(walk.get("ic_f1"), 3), pair(walk, "ic_bias_ms", "ic_sd_ms"), text(walk.get("side_acc"), 3),
                             text(run.get("ic_f1"), 3), pair(run, "ic_bias_ms", "ic_sd_ms"), text(virtual.get("side_acc"), 3),
                             text(virtual.get("obl_shape_rms"), 2), text(virtual.get("scpd_peak_mae_free"), 2),
                             text(virtual.get("scpd_exc_mae"), 2), text(virtual.get("ml_mae"), 1), text(virtual.get("vert_mae"), 1),
                             "-" if "lost" in label else text(jog.get("steprate_err_pct"), 1), *said_so(result[way]["reports"]),
                             len(result[way]["trouble"])))
    return lines


# ---- the grid

def cell_rows(group, result):
    lines = head("people", "pass", "IC F1", "IC (ms)", "FC (ms)", "contact (ms)", "side right", "exchanged", "obliquity shape (°)",
                 "drop peak free (°)", "excursion (°)", "sway (mm)", "vertical (mm)", "range (°)", "strides measured")
    for cell in group.cells:
        for way in PASSES:
            m = result[way]["scores"]["groups"].get(cell.name, {})
            lines.append(row(cell.label, way, text(m.get("ic_f1"), 3), pair(m, "ic_bias_ms", "ic_sd_ms"), pair(m, "fc_bias_ms", "fc_sd_ms"),
                             pair(m, "contact_bias_ms", "contact_sd_ms"), text(m.get("side_acc"), 3), text(m.get("side_swapped"), 0),
                             text(m.get("obl_shape_rms"), 2), text(m.get("scpd_peak_mae_free"), 2),
                             pair(m, "scpd_exc_bias", "scpd_exc_sd", 2), pair(m, "ml_bias", "ml_sd"), pair(m, "vert_bias", "vert_sd"),
                             text(m.get("rom_mae"), 2), text(m.get("disp_cov"), 3)))
    return lines


def of_gait(grid, gait, way, names):
    """-> ({recording: strides}, {recording: report}) of the cells of a gait in the groups of these names."""
    strides, reports = {}, {}
    for group in GRID:
        if group.name not in names:
            continue
        for cell in group.cells:
            if cell.gait == gait:
                for seed in cell.seeds:
                    name = f"{cell.name}_s{seed}"
                    strides[f"{group.name}/{name}"] = grid[group.name][way]["pairs"][name]
                    reports[f"{group.name}/{name}"] = grid[group.name][way]["reports"].get(name, {})
    return strides, reports


STRAIGHT = ("speed", "drop", "grade", "tissue", "rate")


def agreement(grid):
    lines = head("quantity", "gait", "pass", "strides", "bias", "SD", "95 % limits, a stride", "95 % limits, median of a side")
    for key, words, unit, factor, digits in MEASURES:
        free = key == "cpd_peak_deg"
        for gait, _ in GAITS:
            for way in PASSES:
                strides, reports = of_gait(grid, gait, way, STRAIGHT)
                errors, _ = stride_errors(strides.values(), key, factor, free)
                one, session = spread(errors), spread(session_errors(strides, reports, key, factor))
                if one is None:
                    continue
                limits = lambda s: f"{text(s[2], digits)} to {text(s[3], digits)}" if s else "-"
                lines.append(row(f"{words}{', offset-free' if free else ''} ({unit})", gait, way, len(errors), text(one[0], digits),
                                 text(one[1], digits), limits(one), limits(session) + (" (offset left in)" if free else "")))
    return lines


def worst(grid):
    """Cells whose error stands out: lost contacts or sides, or more than three times the median error of their gait."""
    lines = []
    watched = [("scpd_exc_mae", "drop excursion", "°", 2), ("scpd_peak_mae_free", "drop peak, offset-free", "°", 2), ("ml_mae", "lateral sway", "mm", 1),
               ("vert_mae", "vertical oscillation", "mm", 1), ("ic_medabs_ms", "IC", "ms", 1), ("contact_medabs_ms", "contact time", "ms", 1),
               ("obl_shape_rms", "obliquity shape", "°", 2)]
    for way in PASSES:
        cells = [(group, cell, grid[group.name][way]["scores"]["groups"].get(cell.name, {})) for group in GRID if group.is_listed for cell in group.cells]
        for key, words, unit, digits in watched:
            for gait, _ in GAITS:
                values = [(m[key], group, cell) for group, cell, m in cells if cell.gait == gait and key in m and math.isfinite(m[key])]
                middle = float(np.median([v for v, _, _ in values])) if values else 0.0
                top = sorted((v for v in values if v[0] > 3 * middle), key=lambda v: (-v[0], v[1].name, v[2].name))
                if top:
                    lines.append(f"- {words}, {gait}, {way} (middle of all cells {text(middle, digits)} {unit}): " + "; ".join(
                        f"{text(v, digits)} {unit} with {group.title.lower()}, {cell.label.split(', ', 1)[-1]}" for v, group, cell in top[:4]))
        few = sorted((m.get("ic_f1", 0.0), group.title, cell.label) for group, cell, m in cells if m.get("ic_f1", 0.0) < 0.97)
        if few:
            lines.append(f"- contacts, {way}, IC F1 below 0.97: " + "; ".join(f"{text(f, 3)} {title.lower()}, {label}" for f, title, label in few[:10])
                         + (f"; and {len(few) - 10} more" if len(few) > 10 else ""))
        sides = sorted((m.get("side_acc_dec", 0.0), group.title, cell.label) for group, cell, m in cells if m.get("side_acc_dec", 1.0) < 0.995)
        if sides:
            lines.append(f"- sides wrong where decided, {way}: " + "; ".join(f"{text(1 - s, 3)} {title.lower()}, {label}" for s, title, label in sides[:10])
                         + (f"; and {len(sides) - 10} more" if len(sides) > 10 else ""))
    return lines or ["Nothing stands out."]


def widths(grid):
    lines = head("measure", *(f"{gait}, {way}" for gait, _ in GAITS for way in PASSES))
    for key in COVERED:
        words, unit, factor, digits = WORDS[key]
        cells = []
        for gait, _ in GAITS:
            for way in PASSES:
                strides, reports = of_gait(grid, gait, way, ("speed", "drop"))
                errors = session_errors(strides, reports, key, factor)
                cells.append(f"±{text(factor * coverage(strides, reports, key)[2] / 2, digits)}; error {text(float(np.sqrt(np.mean(errors**2))), digits)} rms"
                             if len(errors) else "-")
        lines.append(row(f"{words} ({unit})", *cells))
    return lines


def sides(real, worse, grid):
    lines = head("recordings", "pass", "n", "with side reference", "exchanged", "exchanged with confidence > 0.9", "side unknown (confidence < 0.5)")
    named = []
    for label, result in [("real, as they are", real), *((f"real, {k}", v) for k, v in worse.items()),
                          *((f"made up: {g.title.lower()}", grid[g.name]) for g in GRID)]:
        for way in PASSES:
            scores, reports = result[way]["scores"]["recordings"], result[way]["reports"]
            swapped = confident_and_swapped(result, way)
            referenced = [name for name in scores if scores[name].get("side_acc") is not None]
            unknown = sum((reports.get(name, {}).get("side_confidence") or 0.0) < 0.5 for name in referenced)
            sure = [(name, c) for name, c in swapped if c > 0.9]
            lines.append(row(label, way, len(scores), len(referenced), len(swapped), len(sure), unknown))
            named += [f"- {label}, {way}: {name}, confidence {c:.2f}" for name, c in swapped]
    return lines + ["", "Recordings with their sides exchanged:" if named else "No recording has its sides exchanged.", ""] + named


DAILY = "_Test11_"
BINS = ((0.9, 0.95), (0.95, 0.98), (0.98, 1.01))


def reliability(real, worse, grid):
    """Is a side right as often as its confidence says?"""
    lines = head("contacts", "pass", "with a side in the reference", "not named", *(
        f"said {low:g} to {min(high, 1):g}: right of named (mean said)" for low, high in BINS))
    daily = lambda results, is_daily: lambda way: [s for r in results for name, c in r[way]["contacts"].items() if (DAILY in name) == is_daily for s in c["sides"]]
    of = lambda results, gait: lambda way: [s for r in results for name, c in r[way]["contacts"].items() if name.startswith(gait) for s in c["sides"]]
    kinds = [("walking and running, as recorded", daily([real], False)), ("daily activity, as recorded", daily([real], True)),
             ("walking and running, made worse", daily(worse.values(), False)), ("daily activity, made worse", daily(worse.values(), True))]
    kinds += [(f"made up, {gait}", of([grid[g.name] for g in GRID], short)) for gait, short in GAITS]
    kinds += [(f"made up, {gait}, limping and other gaits", of([grid["gait"]], short)) for gait, short in GAITS]
    for words, sides in kinds:
        for way in PASSES:
            all_sides = sides(way)
            cells = []
            for low, high in BINS:
                inside = [(said, right) for said, is_named, right in all_sides if is_named and low <= said < high]
                cells.append(f"{sum(right for _, right in inside)} of {len(inside)} ({np.mean([said for said, _ in inside]):.3f})" if inside else "-")
            lines.append(row(words, way, len(all_sides), sum(not is_named for _, is_named, _ in all_sides), *cells))
    return lines


def live_rows(real, worse, grid):
    """The contacts that a live session says at once."""
    lines = head("contacts", "said", "of the settled ones said", "said and settled", "error to the settled (ms)", "of the reference's said",
                 "error to the reference (ms)", "side not named", "side wrong, of named", "said after (ms): median, most", "first one after (s)")
    named = lambda pattern, result: [c["live"] for name, c in result["causal"]["contacts"].items() if re.match(pattern, name)]
    kinds = [("straight walks with a turn", "ipol_"), ("short straight walks", "mobgap_.*_Test5_"), ("daily activity", "mobgap_.*_Test11_"),
             ("treadmill after stroke", "movingreality_"), ("running, virtual", "rbds_|hamner"), ("jogging, belt", "sisfall_D0[34]_"),
             ("fast walking, belt", "sisfall_D0[12]_")]
    sets = [(words, named(pattern, real)) for words, pattern in kinds]
    for label in LIVE_WORSE:
        sets += [(f"{words}, {label}", named(pattern, worse[label])) for words, pattern in (("straight walks", "ipol_"), ("running, virtual", "rbds_|hamner"))]
    for group in GRID:
        if group.name in LIVE_GROUPS:
            sets += [(f"made up: {group.title.lower()}, {gait}", named(short, grid[group.name])) for gait, short in GAITS]
    error = lambda values: f"{text(float(np.mean(values)), 1)} ± {text(float(np.std(values)), 1)}" if values else "-"
    share = lambda part, whole: f"{part / whole:.3f}" if whole else "-"
    for words, lives in sets:
        t = contacts.pooled(lives)
        lines.append(row(words, t["said"], share(t["of_settled"], t["settled"]), share(t["of_settled"], t["said"]), error(t["settled_errors"]),
                         share(t["of_reference"], t["reference"]), error(t["reference_errors"]), share(t["sided"] - t["named"], t["sided"]),
                         f"{t['wrong']} of {t['named']}",
                         f"{text(float(np.median(t['delays'])), 0)}, {text(max(t['delays']), 0)}" if t["delays"] else "-",
                         text(float(np.median(t["first"])), 1) if t["first"] else "-"))
    return lines


LIVE_WORSE = ("lab sensor", "60 Hz", "10 % lost in bursts of 10")
LIVE_GROUPS = ("speed", "gait", "rate", "loss")


def warned(grid):
    """Does the report say that something is wrong, where it is?"""
    verdict = lambda r: (r.get("quality") or {}).get("verdict") not in ("GOOD", None)
    mounting = lambda r: not (r.get("mounting") or {}).get("agrees_with_gait", True)
    slipped = lambda r: bool((r.get("mounting") or {}).get("has_slipped"))
    timing = lambda r: not r.get("fits_landing_model", True)
    lines = head("recordings", "n", "quality not good", "mounting disagrees with the gait", "sensor slipped", "landing outside the model")
    for group in GRID:
        for cell in group.cells if group.name in ("grade", "tissue", "slip", "tilt", "loss", "clip") else []:
            counts = [[sum(map(is_said, reports)) for is_said in (verdict, mounting, slipped, timing)] for reports in
                      ([grid[group.name][way]["reports"].get(f"{cell.name}_s{seed}", {}) for seed in cell.seeds] for way in PASSES)]
            lines.append(row(f"{group.title.lower()}: {cell.label}", len(cell.seeds),
                             *(str(a) if a == b else f"{a} / {b}" for a, b in zip(*counts))))
    return lines


def misread(real, worse, grid):
    """Recordings whose gyroscope was taken as deg/s; all that is tried here is in rad/s."""
    named = []
    for label, result in [("as they are", real), *worse.items(), *((g.title, grid[g.name]) for g in GRID)]:
        reports = result["refined"]["reports"]
        names = [name for name in sorted(reports) if any("taken as deg/s" in words for words in reports[name]["assumptions"] or [])]
        named += [f"- {label}: {', '.join(names)}"] if names else []
    return named or ["None."]


def handled_rows(handled):
    lines = head("pass", "recordings", "minutes", "with contacts", "contacts", "strides that count")
    for way in PASSES:
        counts = handled[way]
        lines.append(row(way, len(counts), text(len(counts) * SECONDS / 60, 0), sum(contacts_found > 0 for contacts_found, _ in counts),
                         sum(contacts_found for contacts_found, _ in counts), sum(strides for _, strides in counts)))
    return lines


def refusals(real, worse, grid):
    named = []
    for label, result in [("as they are", real), *worse.items(), *((g.title, grid[g.name]) for g in GRID)]:
        for way in PASSES:
            trouble = result[way]["trouble"]
            named += [f"- {label}, {way}: {sentence.removeprefix('sacrum: ')}" for sentence in trouble[:5]]
            if len(trouble) > 5:
                named.append(f"- {label}, {way}: and {len(trouble) - 5} more")
    return named or ["None."]


# ---- pictures

def draw(grid):
    drawn = {}
    for name, key, title in (("excursion", "cpd_excursion_deg", "Drop excursion: program against truth, refined pass"),
                             ("sway", "sway_ml_mm", "Lateral sway: program against truth, refined pass")):
        groups = []
        for gait, _ in GAITS:
            strides, _ = of_gait(grid, gait, "refined", STRAIGHT)
            groups.append((gait, *stride_errors(strides.values(), key)))
        everything = spread(np.concatenate([errors for _, errors, _ in groups]))
        drawn[name] = pictures.bland_altman(title, WORDS[key][1], groups, everything)
    speed = next(g for g in GRID if g.name == "speed")
    of = lambda group, cell, way: grid[group][way]["scores"]["groups"].get(cell.name, {})
    value = lambda m: (m["ic_bias_ms"], m["ic_sd_ms"]) if "ic_bias_ms" in m else None
    drawn["contact_by_speed"] = pictures.spreads("Initial contact by speed: bias and ± 1 SD", "speed (m/s): walking to 1.8, running from 2.2",
                                                 "program less truth (ms)", [c.name.split("-")[1] for c in speed.cells],
                                                 [(way, [value(of("speed", c, way)) for c in speed.cells]) for way in PASSES])
    grades = next(g for g in GRID if g.name == "grade").cells
    drawn["contact_by_grade"] = pictures.spreads("Initial contact by grade of the sensor: bias and ± 1 SD", "grade of the sensor", "program less truth (ms)",
                                                 [c.label.split(", ")[1] for c in grades if c.gait == "running"],
                                                 [(f"{gait}, {way}", [value(of("grade", c, way)) for c in grades if c.gait == gait])
                                                  for gait, _ in GAITS for way in PASSES])
    return drawn


# ---- the whole

def write(root, version, real, worse, grid, handled, headline):
    folder = os.path.join(root, "docs/accuracy")
    os.makedirs(folder, exist_ok=True)
    for name, svg in draw(grid).items():
        with open(os.path.join(folder, name + ".svg"), "w", encoding="utf-8") as file:
            file.write(svg)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "frame.md"), encoding="utf-8") as file:
        frame = file.read()
    pooled, special, people = intervals.tallies(grid, GRID)
    listed = [g for g in GRID if g.is_listed]
    made = {
        "version": [version], "headline": headline, "pooled": pooled_real(real), "each": each_real(real),
        "held_out": held_out(real), "repeats": repeats(real),
        "worse": perturbed_rows(real, worse), "worst": worst(grid), "agreement": agreement(grid), "held_truth": intervals.table(pooled, people), "special": intervals.special_table(special),
        "widths": widths(grid), "warned": warned(grid), "misread": misread(real, worse, grid), "sides": sides(real, worse, grid),
        "reliability": reliability(real, worse, grid), "live": live_rows(real, worse, grid), "handled": handled_rows(handled), "refused": refusals(real, worse, grid),
        "people": [str(sum(len(c.seeds) for g in GRID for c in g.cells))], "recordings": [str(len(real["refined"]["scores"]["recordings"]))],
        "grid": [line for g in listed for line in ["", f"### {g.title}", "", *cell_rows(g, grid[g.name])]],
    }
    for name, lines in made.items():
        frame = frame.replace("{{" + name + "}}", "\n".join(lines))
    with open(os.path.join(root, "docs/accuracy.md"), "w", encoding="utf-8") as file:
        file.write(frame)
