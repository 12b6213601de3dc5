"""What Linux tells of processes and of itself."""

import os
import pathlib
import platform
import subprocess


def _stat(pid):
    """The fields behind the name of /proc/PID/stat; none if it is gone."""
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return text[text.rindex(")") + 2:].split()


def _all():
    for name in os.listdir("/proc"):
        if name.isdigit():
            fields = _stat(name)
            if fields:
                yield int(name), fields


def session(leader):
    return [pid for pid, fields in _all() if int(fields[3]) == leader]


def family(root):
    """The process, its children, theirs and so on, root first."""
    children = {}
    for pid, fields in _all():
        children.setdefault(int(fields[1]), []).append(pid)
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def cpu(pid):
    """Seconds of processor time so far."""
    fields = _stat(pid)
    ticks = int(fields[11]) + int(fields[12]) if fields else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(pids, kind="Pss"):
    """Megabytes in memory; what is shared counts in equal parts (Pss) or
    with each (Rss)."""
    kilobytes = 0
    for pid in pids:
        try:
            text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in text.splitlines()
                         if line.startswith(f"{kind}:"))
    return kilobytes / 1024


# ---- the machine

def _told(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def commit():
    return _told("git", "describe", "--always", "--dirty") or "unknown"


def machine():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    cpu = next((line.split(": ")[1] for line in lines
                if line.startswith("model name")), platform.machine())
    kilobytes = pathlib.Path("/proc/meminfo").read_text().split()[1]
    return (f"{cpu}, {os.cpu_count()} processors, "
            f"{int(kilobytes) / 2 ** 20:.0f} GB of memory, Linux "
            f"{platform.release()}")


def versions(packages):
    """Those that are installed."""
    told = _told("dpkg-query", "-W", "-f",
                 "${db:Status-Abbrev}|${Package} ${Version}\n", *packages)
    return ", ".join(line.split("|")[1] for line in told.splitlines()
                     if line.startswith("ii")) or "no dpkg here"
