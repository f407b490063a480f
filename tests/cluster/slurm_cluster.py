"""A Slurm cluster on this machine for the length of a test: munge, a controller, and node daemons that can be killed.

Everything lies in one folder: the configuration, the logs, the spool of each daemon. Nothing of the system is used but
Debian's programs.
"""
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import time

LIMIT_S = 300  # one that only a fault reaches


def missing():
    """Why there can be no cluster here; empty when there can."""
    for program in ("slurmctld", "slurmd", "sbatch", "munged"):
        if not (shutil.which(program) or pathlib.Path("/usr/sbin", program).exists()):
            return f"{program} is not installed (script/bootstrap brings it)"
    return "" if os.geteuid() == 0 else "a controller and node daemons start as root only"


def comes_true(claim, within_s=LIMIT_S, look_s=0.1):
    limit = time.monotonic() + within_s
    while not claim():
        if time.monotonic() > limit:
            return False
        time.sleep(look_s)
    return True


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def session_of(pid):
    """All processes below one, itself first."""
    pids = [pid]
    for parent in pids:
        for task in pathlib.Path(f"/proc/{parent}/task").glob("*"):
            try:
                pids += map(int, (task / "children").read_text().split())
            except OSError:
                pass  # it has ended meanwhile
    return pids


def words_of(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""  # it has ended meanwhile


def status_of(pid):
    """State and parent; empty when it has ended."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:2]
    except OSError:
        return []


def state_of(pid):
    return "".join(status_of(pid)[:1])


def parent_of(pid):
    return int((status_of(pid) or ["", 0])[1])


class Cluster:
    def __init__(self, folder, nodes):
        self.folder = pathlib.Path(folder)
        self.nodes = [f"n{i + 1}" for i in range(nodes)]
        self.daemons = {}
        self.config = self.folder / "slurm.conf"
        self.environment = dict(os.environ, SLURM_CONF=str(self.config))

    def __enter__(self):
        try:
            self.write_config()
            self.start_munge()
            self.start("slurmctld", "-D", "-c", "-f", self.config)
            for node in self.nodes:
                self.start_node(node)
            if not comes_true(self.all_idle):
                raise RuntimeError(f"the nodes do not come up\n{self.call('sinfo')}\n{self.logs()}")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for name in list(self.daemons):
            self.kill(name)

    def write_config(self):
        controller, *ports = free_ports(1 + len(self.nodes))
        host = socket.gethostname().split(".")[0]
        socket_file = self.folder / "munge" / "socket"
        lines = [
            "ClusterName=test", f"SlurmctldHost={host}(127.0.0.1)", "SlurmUser=root", "SlurmdUser=root", f"SlurmctldPort={controller}",
            "AuthType=auth/munge", f"AuthInfo=socket={socket_file},cred_expire=5", "CryptoType=crypto/munge", "MpiDefault=none",
            f"StateSaveLocation={self.folder}/state", f"SlurmdSpoolDir={self.folder}/spool-%n",
            f"SlurmctldPidFile={self.folder}/slurmctld.pid", f"SlurmdPidFile={self.folder}/slurmd-%n.pid",
            f"SlurmctldLogFile={self.folder}/slurmctld.log", f"SlurmdLogFile={self.folder}/slurmd-%n.log",
            "ProctrackType=proctrack/pgid", "TaskPlugin=task/none", "JobAcctGatherType=jobacct_gather/none",
            "SelectType=select/cons_tres", "SelectTypeParameters=CR_Core", "SlurmdParameters=config_overrides",
            "JobRequeue=1", "ReturnToService=2", "SlurmdTimeout=5", "InactiveLimit=0", "KillWait=2", "MinJobAge=300",
            "SchedulerParameters=sched_min_interval=0,bf_interval=1", "SwitchType=switch/none",
            "JobCompType=jobcomp/none", "AccountingStorageType=accounting_storage/none", "MailProg=/bin/true",
        ]
        lines += [f"NodeName={node} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} CPUs=1 RealMemory=500" for node, port in zip(self.nodes, ports)]
        lines.append(f"PartitionName=all Nodes={','.join(self.nodes)} Default=YES MaxTime=INFINITE State=UP")
        self.config.write_text("\n".join(lines) + "\n", encoding="ascii")
        for name in ["state"] + [f"spool-{node}" for node in self.nodes]:
            (self.folder / name).mkdir()

    def start_munge(self):
        """A munge of our own, with a key of its own, beside one that may be there."""
        folder = self.folder / "munge"
        folder.mkdir()
        key = folder / "key"
        key.write_bytes(os.urandom(128))
        user = pwd.getpwnam("munge")
        for path in (folder, key):
            os.chown(path, user.pw_uid, user.pw_gid)
        key.chmod(0o400)
        for path in (self.folder, folder):
            path.chmod(0o755)
        self.start("munged", "--foreground", "--force", "--socket", folder / "socket", "--key-file", key, "--pid-file", folder / "pid",
                   "--log-file", folder / "log", "--seed-file", folder / "seed", user="munge")
        if not comes_true((folder / "socket").exists):
            raise RuntimeError("munged does not start\n" + (self.folder / "munged.out").read_text())

    def start_node(self, node):
        self.start(node, "-D", "-N", node, "-f", self.config, program="slurmd")

    def start(self, name, *words, program=None, user=None):
        program = program or name
        path = shutil.which(program) or f"/usr/sbin/{program}"
        with open(self.folder / f"{name}.out", "ab") as out:
            self.daemons[name] = subprocess.Popen([path, *map(str, words)], stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                                  env=self.environment, user=user, start_new_session=True)

    def kill(self, name):
        """A crash: the daemon and everything that it has started, those that could still report it first."""
        daemon = self.daemons.pop(name)
        work = self.steps_of(name)
        stewards = [pid for pid in map(parent_of, work) if b"slurmstepd" in words_of(pid)]
        for pid in [daemon.pid, *stewards, *work, *session_of(daemon.pid)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        daemon.wait()

    def stop_work_on(self, node, word):
        """Halts the processes there whose call has this word, as if they took long; their ids."""
        halted = []
        for pid in self.steps_of(node):
            if word.encode() not in words_of(pid) or b"slurm" in words_of(pid):
                continue
            try:
                os.kill(pid, signal.SIGSTOP)
            except ProcessLookupError:
                continue
            if comes_true(lambda pid=pid: state_of(pid) in ("T", "Z", ""), look_s=0.0) and state_of(pid) == "T":
                halted.append(pid)
        return halted

    def steps_of(self, node):
        """What runs there for jobs; it has detached itself from the daemon, and its environment says whose it is."""
        found = []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                environment = (process / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if f"SLURM_CONF={self.config}".encode() in environment and f"SLURMD_NODENAME={node}".encode() in environment:
                found.append(int(process.name))
        return found

    def call(self, *words):
        done = subprocess.run(words, env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    def all_idle(self):
        states = self.call("sinfo", "--noheader", "--Node", "--format=%T").split()
        return states == ["idle"] * len(self.nodes)

    def logs(self):
        return "\n".join(f"--- {path.name}\n{path.read_text(errors='replace')[-2000:]}" for path in sorted(self.folder.glob("*.log")))
