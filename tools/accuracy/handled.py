"""Made-up handling of a sensor in the hand, in which there is no gait: turned, shoved, shaken to a beat, put down in between."""
import math
import os

import numpy as np

SECONDS, RATE_HZ, GRAVITY = 40, 100.0, 9.80665


def wavering(random, count, low_hz, high_hz):
    """Noise between two frequencies, SD 1."""
    frequency = np.fft.rfftfreq(count, 1 / RATE_HZ)
    spectrum = (random.normal(size=frequency.size) + 1j * random.normal(size=frequency.size)) * ((frequency > low_hz) & (frequency < high_hz))
    signal = np.fft.irfft(spectrum, count)
    return signal / signal.std()


def turned_back(quaternion, vector):
    """An earth vector in the axes of a sensor that is turned by this quaternion."""
    w, v = quaternion[0], -quaternion[1:]
    return vector + 2 * np.cross(v, np.cross(v, vector) + w * vector)


def readings(seed):
    """Rows t, specific force (m/s²), angular rate (rad/s)."""
    random = np.random.default_rng(seed)
    count = int(SECONDS * RATE_HZ)
    time = np.arange(count) / RATE_HZ
    quickest = random.uniform(0.5, 4.0)
    turning = np.array([wavering(random, count, 0.1, quickest) for _ in range(3)]).T * math.radians(random.uniform(5, 200))
    shoving = np.array([wavering(random, count, 0.3, random.uniform(1, 6)) for _ in range(3)]).T * random.uniform(0.3, 8)
    if seed % 4 == 0:   # to a beat, as fast as people step
        axis = random.normal(size=3)
        shoving += np.outer(np.sin(2 * math.pi * random.uniform(1.2, 4) * time), axis / np.linalg.norm(axis)) * random.uniform(2, 8)
    if seed % 4 == 1:   # put down in between
        held = (np.sin(2 * math.pi * 0.05 * time + random.uniform(0, 6)) > 0.3)[:, None]
        shoving, turning = shoving * held, turning * held
    attitude = np.array([1.0, 0.0, 0.0, 0.0])
    force = np.empty((count, 3))
    for k in range(count):
        angle = float(np.linalg.norm(turning[k])) / RATE_HZ
        s, v = math.cos(angle / 2), math.sin(angle / 2) * turning[k] / RATE_HZ / max(angle, 1e-12)
        w, u = attitude[0], attitude[1:]
        attitude = np.array([w * s - u @ v, *(w * v + s * u + np.cross(u, v))])
        attitude /= np.linalg.norm(attitude)
        force[k] = turned_back(attitude, shoving[k] + np.array([0.0, 0.0, GRAVITY]))
    return np.column_stack([time, force, turning])


def write(folder, seeds):
    for seed in seeds:
        np.savetxt(os.path.join(folder, f"handled_s{seed:02d}.imu.csv"), readings(seed), delimiter=",", fmt="%.5f",
                   header="t_s,ax,ay,az,gx,gy,gz", comments="")
