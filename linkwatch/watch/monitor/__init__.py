"""How the daemon fares, for supervisors and for Prometheus.

state.py is told what the jobs do and judges it, metrics.py puts it into Prometheus's words, server.py answers
/healthz, /metrics and /changes.atom; it is loaded where the settings say that it is to answer.
"""

from linkwatch.watch.monitor.state import Monitor

__all__ = ["Monitor"]
