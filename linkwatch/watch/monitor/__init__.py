"""How the daemon fares, for supervisors and for Prometheus.

state.py is told what the jobs do and judges it, metrics.py puts it into Prometheus's words, server.py answers
/healthz, /metrics and /changes.atom.
"""

from linkwatch.watch.monitor.server import parse_listen, serve
from linkwatch.watch.monitor.state import Monitor

__all__ = ["Monitor", "parse_listen", "serve"]
