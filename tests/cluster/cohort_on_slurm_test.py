"""A cohort of 200 recordings on a cluster that loses a node in the middle gives the same bytes as on this machine.

The cluster is real: Debian's Slurm with a controller and three node daemons on this machine. Where it cannot start, the
test says why and is skipped.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import slurm_cluster

PROGRAM = os.environ.get("SACRUM_PROGRAM", "build/dev/sacrum")
PEOPLE, SESSIONS = 50, 4
SHARDS = 40
TABLES = ("sessions.csv", "measures.csv", "strides.csv", "failed.csv", "cohort.sqlite", "reliability.csv")


def cohort_call(folder, out, *words):
    return [PROGRAM, "cohort", folder, "--out", out, "--reliability", "--json", *words]


class CohortOnSlurm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = pathlib.Path(tempfile.mkdtemp(prefix="sacrum_cohort_"))
        cls.addClassCleanup(shutil.rmtree, cls.scratch, ignore_errors=True)
        cls.scratch.chmod(0o755)  # munge runs as its own user
        cls.study = cls.scratch / "study"
        for person in range(1, PEOPLE + 1):
            folder = cls.study / f"sub-{person:02}"
            folder.mkdir(parents=True)
            for session in range(1, SESSIONS + 1):
                subprocess.run([PROGRAM, "simulate", "--gait", "walking", "--duration", str(12 + 2 * (person % 3)), "--standing", "2", "--seed", str(10 * person + session),
                                "--out", folder / f"sub-{person:02}_ses-{session}.imu.csv"], check=True, stdout=subprocess.DEVNULL)
        (cls.study / "sub-01" / "notes.csv").write_text("no,recording\n", encoding="ascii")
        done = subprocess.run(cohort_call(cls.study, cls.scratch / "local"), capture_output=True, text=True, check=False)
        assert done.returncode == 3, done.stderr  # notes.csv is none

    def test_a_node_that_dies_in_the_middle_changes_no_byte(self):
        out = self.scratch / "cluster"
        folder = self.scratch / "nodes"
        folder.mkdir()
        with slurm_cluster.Cluster(folder, nodes=3) as cluster:
            call = cohort_call(self.study, out, "--engine", "slurm", "--shards", str(SHARDS))
            with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=cluster.environment) as run:
                results = out / "results"
                whole = lambda: len(list(results.glob("*.results")))
                stopped = []

                def holds_a_shard():
                    if whole() >= 5:
                        stopped.extend(cluster.stop_work_on("n2", "--only"))
                    return stopped or run.poll() is not None

                self.assertTrue(slurm_cluster.comes_true(holds_a_shard, look_s=0.0))
                self.assertTrue(stopped, "the cohort ended before a node could be killed")
                self.assertLess(whole(), SHARDS, "the node was to die in the middle")
                cluster.kill("n2")
                said, errors = run.communicate(timeout=900)
            self.assertEqual(run.returncode, 3, errors + cluster.logs())
            outcome = json.loads(said)
            self.assertEqual((outcome["recordings"], outcome["measured"], len(outcome["failed"])), (PEOPLE * SESSIONS + 1, PEOPLE * SESSIONS, 1))
            self.assertIn("Nodes n2 not responding, setting DOWN", (folder / "slurmctld.log").read_text(encoding="utf-8"))
            self.assert_same(out)
            # And once more: nothing is left to do, and nothing changes.
            again = subprocess.run(call, capture_output=True, text=True, check=False, env=cluster.environment)
            self.assertEqual(json.loads(again.stdout)["measured_now"], 0, again.stderr)
            self.assert_same(out)

    def assert_same(self, out):
        for table in TABLES:
            self.assertEqual((out / table).read_bytes(), (self.scratch / "local" / table).read_bytes(), table)


if __name__ == "__main__":
    why = slurm_cluster.missing()
    if why:
        print(f"skipped: {why}")
        sys.exit(0)
    unittest.main()
