#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""How long the overview of a long history takes in a real browser, compared with the barest page of the same server.

    bench_page.py --daemon PATH --generator PATH [--plays N]

Nothing passes or fails: times depend on the machine and the moment, so each is printed next to that of the bare page,
which is loaded in between; only their ratio can be compared. Budgets are in brackets.
"""

import argparse
import http.client
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "web"))

from page_support import CHROMEDRIVER, Daemon, Page, Scene, webdriver  # noqa: E402

BARE = "api/health"
# "Drawn" is the frame in which the whole view is complete; "idle" is when the main thread then has nothing else to do.
WATCH = """
    const stands = () => document.contentType !== 'text/html' ? document.readyState === 'complete'
      : !document.body?.classList.contains('entering') && document.querySelector('#view:not([aria-busy]) > *') && !document.querySelector('#view .ghost');
    const look = () => {
      if (!stands())
        return requestAnimationFrame(look);
      window.drawn_ms = performance.now();
      requestIdleCallback(() => { window.idle_ms = performance.now(); });
    };
    requestAnimationFrame(look);
"""
TAKEN = """
    const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].filter(entry => entry.startTime < window.drawn_ms);
    return { drawn_ms: window.drawn_ms, idle_ms: window.idle_ms, requests: entries.map(entry => ({ address: entry.name, unpacked: entry.decodedBodySize, moved: entry.transferSize })) };
"""


def load(page, name):
    """Loads the page with an empty cache."""
    page.browser.get(page.address + name)
    page.wait(
        lambda: page.script("return window.idle_ms !== undefined"),
        f"{name or 'the overview'} does not come",
    )
    return page.script(TAKEN)


def answer_ms(connection, address):
    parts = urlsplit(address)
    began = time.perf_counter()
    connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""))
    connection.getresponse().read()
    return (time.perf_counter() - began) * 1000


def served(program, folder, addresses, times):
    """Measures the server alone for each address: the first request after its start, and later ones."""
    daemon = Daemon(program, folder, "serve", "--no-auth")
    try:
        connection = http.client.HTTPConnection(urlsplit(daemon.address).netloc)
        answer_ms(connection, f"{daemon.address}{BARE}")
        first = {address: answer_ms(connection, address) for address in addresses}
        usual = {
            address: median(answer_ms(connection, address) for _ in range(times))
            for address in addresses
        }
        bare = median(answer_ms(connection, f"{daemon.address}{BARE}") for _ in range(times))
        connection.close()
    finally:
        daemon.stop()
    return first, usual, bare


def tell(name, value, bare, unit, budget=""):
    print(
        f"{name:<38}{value:>12,.1f} {unit:<4}{bare:>12,.1f} {unit:<4}{value / bare:>9.1f} ×  {budget}",
        flush=True,
    )


def measure(arguments, scene):
    daemon = scene.long_history(arguments.plays)
    page = scene.page(daemon.address, Page)
    page.command("Network.enable")
    page.command("Network.setCacheDisabled", cacheDisabled=True)
    page.command("Network.setBypassServiceWorker", bypass=True)
    page.command("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
    loads = [(load(page, ""), load(page, BARE)) for _ in range(arguments.times)]
    overview, bare = loads[-1]
    daemon.stop()
    addresses = [request["address"] for request in overview["requests"]]
    first, usual, bare_ms = served(
        os.path.abspath(arguments.daemon),
        scene.directory / str(arguments.plays),
        addresses,
        arguments.times,
    )

    def taken(kind, key):
        return median(pair[kind][key] for pair in loads)

    def total(page_load, key, ends=("",)):
        return (
            sum(
                request[key]
                for request in page_load["requests"]
                if urlsplit(request["address"]).path.endswith(ends)
            )
            / 1024
        )

    asked = [address for address in addresses if "/api/" in address]
    print(
        f"The overview of {arguments.plays:,} plays, beside {BARE}; medians of {arguments.times}\n"
    )
    print(f"{'':<38}{'overview':>17}{'bare':>17}{'ratio':>9}")
    tell("requests", len(addresses), len(bare["requests"]), "")
    tell("drawn", taken(0, "drawn_ms"), taken(1, "drawn_ms"), "ms")
    tell("interactive", taken(0, "idle_ms"), taken(1, "idle_ms"), "ms", "[1,000 ms]")
    tell("server, its data", sum(usual[address] for address in asked), bare_ms, "ms", "[100 ms]")
    tell(
        "server, its data, first after a start",
        sum(first[address] for address in asked),
        bare_ms,
        "ms",
    )
    tell("server, all", sum(usual.values()), bare_ms, "ms")
    tell(
        "page, unpacked",
        total(overview, "unpacked", ("/", ".js", ".css")),
        total(bare, "unpacked"),
        "KiB",
        "[200 KiB]",
    )
    tell("all, unpacked", total(overview, "unpacked"), total(bare, "unpacked"), "KiB")
    tell("all, as transferred", total(overview, "moved"), total(bare, "moved"), "KiB")
    print("\nWhat the server took longest for, usually and the first time:")
    for address in sorted(addresses, key=usual.get, reverse=True)[:8]:
        parts = urlsplit(address)
        print(
            f"{usual[address]:>10.1f} ms{first[address]:>10.1f} ms  {parts.path}{'?' if parts.query else ''}{parts.query}"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--daemon", required=True, help="the footprintsd to measure")
    parser.add_argument(
        "--generator", required=True, help="the generate-history that makes its plays"
    )
    parser.add_argument("--plays", type=int, default=1_000_000, help="how many")
    parser.add_argument("--times", type=int, default=9, help="how often each is measured")
    arguments = parser.parse_args()
    if webdriver is None or not os.path.exists(CHROMEDRIVER):
        print("needs python3-selenium, chromium and chromium-driver")
        return 77
    with tempfile.TemporaryDirectory(
        prefix="footprints-page-", ignore_cleanup_errors=True
    ) as temporary, ExitStack() as stack:
        measure(arguments, Scene(arguments, Path(temporary), stack))
    return 0


if __name__ == "__main__":
    sys.exit(main())
