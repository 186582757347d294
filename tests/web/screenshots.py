# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Takes the screenshots for the documentation: screenshots.py --daemon FOOTPRINTSD --database FILE --output FOLDER

Each view wide, on a phone and in the dark, of the last whole year of the history in FILE; tools/run --demo makes one.
Those of the overview are wide.png, phone.png and dark.png; those of other views have the view's name in front.
"""

import argparse
import json
import os
import pathlib
import subprocess
import tempfile
import urllib.parse
import urllib.request
from datetime import date

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=en-US",
)
LOOKS = {"wide": (1440, 900, "light"), "phone": (390, 844, "light"), "dark": (1440, 900, "dark")}
VIEWS = {
    "overview": LOOKS,
    "charts": LOOKS,
    "timeline": LOOKS,
    "patterns": LOOKS,
    "sessions": LOOKS,
    "year": LOOKS,
    "compare": LOOKS,
    "discovery": LOOKS,
    "diversity": LOOKS,
    "flow": LOOKS,
    "artist": LOOKS,
    "album": ("wide",),
    "track": ("wide",),
    "import": ("wide",),
    "sync": ("wide",),
    "settings": ("wide",),
}
TALLEST = {("overview", "wide"): 1500, ("year", "wide"): 1480, ("year", "dark"): 1480}


def open_browser(profile):
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def most_played(address, period):
    """The artist, album and track whose pages are shown."""
    with urllib.request.urlopen(
        f'{address}api/stats/ui?{urllib.parse.urlencode({"period": period, "limit": 1})}'
    ) as reply:
        stats = json.load(reply)
    artist, album, track = (stats[f"top_{kind}"][0] for kind in ("artists", "albums", "tracks"))
    return {
        "artist": {"artist": artist["name"]},
        "album": {"artist": album["artist"], "album": album["album"]},
        "track": {"artist": track["artist"], "track": track["track"]},
    }


def take(browser, address, query, view, look, path):
    width, height, scheme = LOOKS[look]
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {
            "width": width,
            "height": TALLEST.get((view, look), height),
            "deviceScaleFactor": 1,
            "mobile": look == "phone",
        },
    )
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {
            "features": [
                {"name": "prefers-color-scheme", "value": scheme},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ]
        },
    )
    browser.get(f"{address}?{urllib.parse.urlencode(query)}")
    WebDriverWait(browser, 30, 0.1).until(
        lambda b: b.execute_script(
            "return document.readyState === 'complete' && document.querySelector('#view:not([aria-busy]) > *')"
            " && !document.querySelector('#view .ghost')"
        )
    )
    # The document is on the screen two frames later.
    browser.execute_async_script(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done));"
    )
    browser.save_screenshot(str(path))


def main():
    parser = argparse.ArgumentParser()
    for name in ("daemon", "database", "output"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    output = pathlib.Path(options.output)
    output.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "DATABASE_PATH": options.database, "PORT": "0"}
    daemon = subprocess.Popen(
        [options.daemon, "--no-auth"], env=environment, stdout=subprocess.PIPE, text=True
    )
    address = daemon.stdout.readline().split()[-1]
    period = date.today().year - 1
    names = most_played(address, period)
    with tempfile.TemporaryDirectory() as profile:
        browser = open_browser(profile)
        try:
            for view, looks in VIEWS.items():
                for look in looks:
                    take(
                        browser,
                        address,
                        {"view": view, "period": period, **names.get(view, {})},
                        view,
                        look,
                        output / (f"{look}.png" if view == "overview" else f"{view}-{look}.png"),
                    )
        finally:
            browser.quit()
            daemon.terminate()
            daemon.wait()


if __name__ == "__main__":
    main()
