"""Writes HDF5 files as h5py and APDM's software do, from a CSV of t_s, specific force and angular rate.

    hdf5_files.py IN.csv OUT.h5 KIND
"""
import sys

import h5py
import numpy as np

source, target, kind = sys.argv[1:]
table = np.genfromtxt(source, delimiter=",", skip_header=1)
t, force, rate = table[:, 0], table[:, 1:4], table[:, 4:7]


def ours(file, force=force, rate=rate, t=t):
    group = file.create_group("samples")
    group.attrs["rate_hz"] = 100.0
    group.attrs["mounting"] = "up=+x,left=+y"
    group["time_s"] = t
    group["specific_force_m_per_s2"] = force
    group["angular_rate_rad_per_s"] = rate
    return group


def exported(file):
    group = file.create_group("recording")
    group.attrs["mount"] = "up=+x,left=+y"
    group["time_ns"] = np.round(t * 1e9).astype(np.int64)
    group["specific_force"] = force
    group["angular_rate"] = rate


def apdm(file, labels):
    for number, label in enumerate(labels):
        sensor = file.create_group(f"Sensors/{1000 + number}")
        sensor.create_group("Configuration").attrs["Label 0"] = np.bytes_(label.encode().ljust(16, b"\0"))
        wobble = 1.0 if label == "Lumbar" else 0.5
        sensor.create_dataset("Time", data=(1.6e15 + np.round(t * 1e6)).astype(np.uint64), chunks=True, compression="gzip")
        sensor.create_dataset("Accelerometer", data=force, chunks=True, compression="gzip")
        sensor.create_dataset("Gyroscope", data=rate * wobble, chunks=True, compression="gzip")
        sensor.create_dataset("Magnetometer", data=np.full_like(force, 30.0), chunks=True, compression="gzip")


with h5py.File(target, "w") as file:
    if kind == "ours":
        ours(file)
    elif kind == "exported":
        exported(file)
    elif kind == "big_endian":
        group = file.create_group("samples")
        group.attrs.create("mounting", "up=+x,left=+y", dtype=h5py.string_dtype("ascii", 20))
        group["time_s"] = t.astype(">f8")
        group["specific_force_m_per_s2"] = force.astype(">f8")
        group["angular_rate_rad_per_s"] = rate.astype(">f8")
    elif kind == "apdm":
        apdm(file, ["Left Foot", "Lumbar", "Sternum"])
    elif kind == "apdm_feet":
        apdm(file, ["Left Foot", "Right Foot"])
    elif kind == "g":
        ours(file, force=force / 9.80665)
    elif kind == "free":
        ours(file, force=force - force.mean(axis=0))
    elif kind == "backwards":
        ours(file, t=t[::-1])
    elif kind == "short":
        ours(file, rate=rate[:-5])
    elif kind == "text":
        ours(file)
        del file["samples/time_s"]
        file["samples/time_s"] = [b"a", b"b"]
    elif kind == "flat":
        ours(file)
        del file["samples/specific_force_m_per_s2"]
        file["samples/specific_force_m_per_s2"] = force[:, 0]
    elif kind == "absurd":
        group = ours(file)
        del group["specific_force_m_per_s2"]
        group.create_dataset("specific_force_m_per_s2", (10**15, 3), chunks=(1000, 3), dtype="f8")
    elif kind == "other":
        file["something/else"] = t
    elif kind == "small":
        ours(file, t=t[:150], force=force[:150], rate=rate[:150])
    elif kind == "small_apdm":
        t, force, rate = t[:150], force[:150], rate[:150]
        apdm(file, ["Lumbar"])
    else:
        sys.exit(f"no such kind: {kind}")
