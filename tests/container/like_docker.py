"""Runs a command under a filter of system calls, as container runtimes do: python3 like_docker.py COMMAND ARGUMENT…

Docker's default profile lets through what ordinary programs need. What it keeps from a container without capabilities
is refused here (x86-64), with the same error. Needs no library: the filter is the kernel's own, and an unprivileged
user may set one after no_new_privs.
"""

import ctypes
import os
import struct
import sys

# Numbers of system calls on x86-64 that the default profile of Docker refuses without capabilities.
_REFUSED = {
    "mounts": (155, 161, 165, 166, 428, 429, 430, 431, 432, 433, 442),  # pivot_root, chroot, mount … mount_setattr
    "namespaces": (272, 308),  # unshare, setns
    "the clock": (159, 164, 227, 305),  # adjtimex, settimeofday, clock_settime, clock_adjtime
    "the kernel": (169, 174, 175, 176, 246, 313, 320),  # reboot, modules, kexec
    "the machine": (163, 167, 168, 170, 171, 172, 173, 179),  # acct, swap, host name, ports, quotas
    "keys": (248, 249, 250),
    "watching others": (298, 300, 304, 321, 323),  # perf_event_open, fanotify, open_by_handle_at, bpf, userfaultfd
    "memory policy": (237, 238, 239, 256, 279),
}
_LOAD_NUMBER, _LOAD_MACHINE = struct.pack("<HBBI", 0x20, 0, 0, 0), struct.pack("<HBBI", 0x20, 0, 0, 4)
_X86_64, _ALLOW, _KILL, _NOT_PERMITTED = 0xC000003E, 0x7FFF0000, 0x80000000, 0x00050000 | 1
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]


def main() -> None:
    numbers = sorted(number for group in _REFUSED.values() for number in group)
    code = [_LOAD_MACHINE, _jump_if_equal(_X86_64, 1, 0), _return(_KILL), _LOAD_NUMBER]
    for place, number in enumerate(numbers):
        code.append(_jump_if_equal(number, len(numbers) - place, 0))
    code += [_return(_ALLOW), _return(_NOT_PERMITTED)]
    packed = b"".join(code)
    program = _Program(len(code), packed)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program)):
        raise OSError(ctypes.get_errno(), "no filter of system calls could be set")
    os.execvp(sys.argv[1], sys.argv[1:])


def _jump_if_equal(value: int, if_so: int, if_not: int) -> bytes:
    return struct.pack("<HBBI", 0x15, if_so, if_not, value)


def _return(value: int) -> bytes:
    return struct.pack("<HBBI", 0x06, 0, 0, value)


if __name__ == "__main__":
    main()
