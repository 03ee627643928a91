"""Visit many links on many loopback hosts and print links a second and the peak of memory.

    python -m tests.benchmarks.visit_speed [LINKS] [HOSTS]

Each host's links are visited in a row on kept connections, as the pipeline does; the server runs in a process of
its own. Nothing is parsed: this is the speed of the client alone.
"""

import asyncio
import multiprocessing
import resource
import sys
import time
from multiprocessing.connection import Connection

from aiohttp import web

from linkwatch.config import CheckSettings
from linkwatch.fetch import WebClient

_HOSTS_AT_ONCE = 100


def serve(ready: Connection) -> None:
    """Answer on every loopback address; the port is sent through `ready`."""

    async def page(request: web.Request) -> web.Response:
        return web.Response(text="<title>page</title>" + "words " * 500, content_type="text/html")

    async def run() -> None:
        app = web.Application()
        app.router.add_get("/{number}", page)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "0.0.0.0", 0, backlog=4096).start()  # 127.0.0.0/8 has no other name
        ready.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(run())


async def visit_all(links: int, hosts: int, port: int) -> int:
    """Visit the links; return how many answered 200."""
    settings = CheckSettings(allow_private=["127.0.0.0/8"], host_interval=0)
    gate = asyncio.Semaphore(_HOSTS_AT_ONCE)
    good = 0

    async def visit_host(client: WebClient, number: int) -> None:
        nonlocal good
        authority = f"127.1.{number // 250}.{number % 250 + 1}:{port}"
        async with gate, client.host(authority) as host:
            for link in range(number, links, hosts):
                visit = await host.visit(f"http://{authority}/{link}")
                good += visit.http_status == 200

    async with WebClient(settings, None) as client, asyncio.TaskGroup() as group:
        for number in range(hosts):
            group.create_task(visit_host(client, number))
    return good


def main() -> None:
    """Run once with the counts of the command line."""
    links, hosts = (*map(int, sys.argv[1:3]), *(10_000, 1000)[len(sys.argv) - 1 :])
    receiver, sender = multiprocessing.Pipe(duplex=False)
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(sender,), daemon=True)
    server.start()
    port = receiver.recv()
    started = time.perf_counter()
    good = asyncio.run(visit_all(links, hosts, port))
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{good} of {links} links on {hosts} hosts: {seconds:.1f} s, {links / seconds:.0f} links/s, {peak:.0f} MB peak"
    )
    server.terminate()


if __name__ == "__main__":
    main()
