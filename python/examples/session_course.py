"""Peak pelvic drop over a session, stride by stride, with the running median of each side and its drift with a 95 % interval.

    python3 session_course.py RECORDING [FIGURE]     without a recording: a made-up runner of 20 minutes
"""
import sys

import matplotlib.pyplot as plt
import numpy as np
import sacrum

BLUE, ORANGE = "#0072b2", "#d55e00"


def running_median(values, half=15):
    return np.array([np.median(values[max(0, i - half):i + half + 1]) for i in range(len(values))])


def drift_words(report, side, measure):
    summary = next(one for one in report[side]["metrics"] if one["metric"] == measure)
    if "drift_per_ten_minutes" not in summary:
        return ""
    low, high = summary["drift_ci95"]["low"], summary["drift_ci95"]["high"]
    return f"\n{summary['drift_per_ten_minutes']:+.2f}° in 10 min\n({low:+.2f} to {high:+.2f})"


def main(source=None, figure="session_course.pdf"):
    recording = sacrum.read(source) if source else sacrum.simulate(duration=1200, seed=9)[0]
    session = sacrum.analyze(recording)
    table, measure = session.strides, "cpd_peak_deg"

    plt.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    fig, axis = plt.subplots(figsize=(6.4, 2.8), layout="constrained")
    for side, colour, word in (("L", BLUE, "left"), ("R", ORANGE, "right")):
        keep = table["valid"] & (table["side"] == side) & ~np.isnan(table[measure])
        if not keep.any():
            continue
        minutes, values = table["t_start_s"][keep] / 60.0, table[measure][keep]
        axis.plot(minutes, values, ".", color=colour, markersize=2, alpha=0.25)
        smooth = running_median(values)
        axis.plot(minutes, smooth, color=colour, linewidth=1.5)
        axis.annotate(f"{word}, n = {len(values)}" + drift_words(session.report, word, measure), (minutes[-1], smooth[-1]), xytext=(5, 0), textcoords="offset points",
                      color=colour, va="center", annotation_clip=False)
    axis.set_xlabel("time (min)")
    axis.set_ylabel("pelvic drop, peak (°)")
    axis.margins(x=0.01)
    fig.savefig(figure, dpi=300, bbox_inches="tight")
    print(f"{figure}: {recording.name}, a dot a stride, lines are medians of 31 strides")


if __name__ == "__main__":
    main(*sys.argv[1:])
