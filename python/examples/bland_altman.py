"""Agreement of measured and true drop excursion over made-up runners (Bland & Altman 1986): bias and limits of agreement.

    python3 bland_altman.py [FIGURE]
"""
import sys

import matplotlib.pyplot as plt
import numpy as np
import sacrum

BLUE, ORANGE = "#0072b2", "#d55e00"


def pairs(people, measure):
    """(true, measured) medians of each side of each person."""
    for seed in range(people):
        recording, truth = sacrum.simulate(duration=45, seed=100 + seed)
        session = sacrum.analyze(recording)
        for side in ("L", "R"):
            true = truth["strides"][measure][truth["strides"]["side"] == side]
            measured = session.values(measure, side)
            if len(measured):
                yield np.nanmedian(true), np.median(measured), side


def main(figure="bland_altman.pdf", people=20):
    measure = "cpd_excursion_deg"
    true, measured, sides = (np.array(column) for column in zip(*pairs(int(people), measure)))
    mean, difference = 0.5 * (true + measured), measured - true
    bias, sd = difference.mean(), difference.std(ddof=1)

    plt.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    fig, axis = plt.subplots(figsize=(4.6, 3.2), layout="constrained")
    for side, colour, marker in (("L", BLUE, "o"), ("R", ORANGE, "s")):
        axis.plot(mean[sides == side], difference[sides == side], marker, color=colour, markersize=4, alpha=0.8)
    for level, style, word in ((bias, "-", "bias"), (bias - 1.96 * sd, "--", "−1.96 SD"), (bias + 1.96 * sd, "--", "+1.96 SD")):
        axis.axhline(level, color="0.4", linewidth=0.9, linestyle=style, zorder=0)
        axis.annotate(f"{word} {level:+.2f}", (1.0, level), xycoords=("axes fraction", "data"), xytext=(4, 0),
                      textcoords="offset points", va="center", color="0.3", annotation_clip=False)
    axis.set_xlabel("mean of measured and true drop excursion (°)")
    axis.set_ylabel("measured − true (°)")
    for place, word, colour in ((0.0, "● left", BLUE), (0.17, "■ right", ORANGE), (0.38, f"n = {len(true)} sides of {people} people", "0.3")):
        axis.text(place, 1.04, word, transform=axis.transAxes, color=colour)
    fig.savefig(figure, dpi=300, bbox_inches="tight")
    print(f"{figure}: bias {bias:+.2f}°, limits of agreement {bias - 1.96 * sd:+.2f} to {bias + 1.96 * sd:+.2f}°")


if __name__ == "__main__":
    main(*sys.argv[1:])
