"""Obliquity over the gait cycle, left and right: mean and SD between strides.

    python3 waveforms.py RECORDING [FIGURE]      without a recording: a made-up runner
"""
import sys

import matplotlib.pyplot as plt
import numpy as np
import sacrum

BLUE, ORANGE = "#0072b2", "#d55e00"  # told apart with any colour vision (Okabe & Ito)


def main(source=None, figure="waveforms.pdf"):
    recording = sacrum.read(source) if source else sacrum.simulate(duration=120, seed=7, drop_deg=(2.0, 3.5))[0]
    report = sacrum.analyze(recording).report

    plt.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    fig, axes = plt.subplots(1, 2, figsize=(7.0, 2.8), layout="constrained", sharex=True)
    cycle = np.arange(101)
    drawn = (("obliquity_deg", "obliquity (°), right side up +"), ("sway_left_mm", "lateral sway (mm), left +"))
    for axis, (name, label) in zip(axes, drawn):
        for side, colour, word in (("left", BLUE, "left"), ("right", ORANGE, "right")):
            waveform = report[f"{side}_waveforms"][name]
            mean, sd = np.array(waveform["mean"]), np.array(waveform["sd"])
            axis.fill_between(cycle, mean - sd, mean + sd, color=colour, alpha=0.18, linewidth=0)
            axis.plot(cycle, mean, color=colour, linewidth=1.5)
            axis.text(0.0 if side == "left" else 0.4, 1.04, f"{word}, n = {waveform['strides']}", transform=axis.transAxes, color=colour)
        axis.axhline(0, color="0.8", linewidth=0.8, zorder=0)
        axis.set_xlabel("stride, from initial contact of that side (%)")
        axis.set_ylabel(label)
        axis.set_xlim(0, 100)
    fig.savefig(figure, dpi=300)
    print(f"{figure}: {recording.name}, mean ± SD between strides")


if __name__ == "__main__":
    main(*sys.argv[1:])
