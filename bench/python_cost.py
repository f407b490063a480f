#!/usr/bin/python3
"""What an hour at 200 Hz costs from NumPy arrays against C++, in processor time; both from samples to the report as a message.

    PYTHONPATH=build/release/python bench/python_cost.py build/release/bench/sacrum_bench [REPETITIONS]
"""
import json
import statistics
import subprocess
import sys
import time

import sacrum


def seconds_of(work):
    before = time.process_time()
    work()
    return time.process_time() - before


def told(name, seconds):
    print(f"{name:<48}{statistics.median(seconds):7.3f} s  ({min(seconds):.3f} to {max(seconds):.3f})")
    return statistics.median(seconds)


def main(bench, repetitions="5"):
    count = int(repetitions)
    recording, _ = sacrum.simulate(duration=3600, speed=3.0, standing=5.0, seed=1)
    time_s, force, rate = recording.time_ns * 1e-9, recording.specific_force.copy(), recording.angular_rate.copy()
    ran = subprocess.run([bench, "--benchmark_filter=analyze_hour", f"--benchmark_repetitions={count}", "--benchmark_format=json"],
                         check=True, capture_output=True, text=True)
    runs = [run["cpu_time"] / 1e3 for run in json.loads(ran.stdout)["benchmarks"] if run["run_type"] == "iteration"]
    cpp = told("C++: analysis of a recording", runs)
    arrays = told("Python: from_arrays", [seconds_of(lambda: sacrum.from_arrays(time_s, force, rate, mount=recording.mount))
                                          for _ in range(count)])
    python = told("Python: analysis of that recording", [seconds_of(lambda: sacrum.analyze(recording)) for _ in range(count)])
    print(f"Python over C++: {python / cpp:.3f}; making the recording from arrays, which C++ must do as well, is {arrays / cpp:.2f} of it")


if __name__ == "__main__":
    main(*sys.argv[1:])
