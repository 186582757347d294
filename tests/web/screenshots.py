# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Takes the pictures of the README: screenshots.py --daemon FOOTPRINTSD --database FILE --output FOLDER

Wide, phone and dark, of the last year of the history in FILE; tools/run --demo makes one.
"""

import argparse
import os
import pathlib
import subprocess
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

FLAGS = ('--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
         '--disable-background-networking', '--disable-component-update', '--disable-sync',
         '--hide-scrollbars')
PICTURES = (('wide', 1280, 1500, 'light'), ('phone', 390, 844, 'light'), ('dark', 1280, 900, 'dark'))


def open_browser(profile):
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f'--user-data-dir={profile}'):
        options.add_argument(flag)
    return webdriver.Chrome(service=Service('/usr/bin/chromedriver'), options=options)


def take(browser, address, output):
    for name, width, height, scheme in PICTURES:
        browser.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', {
            'width': width, 'height': height, 'deviceScaleFactor': 1, 'mobile': False})
        browser.execute_cdp_cmd('Emulation.setEmulatedMedia', {
            'features': [{'name': 'prefers-color-scheme', 'value': scheme}]})
        browser.get(f'{address}?period=year')
        WebDriverWait(browser, 30).until(
            lambda b: b.execute_script('return document.readyState') == 'complete'
            and b.find_elements(By.CSS_SELECTOR, 'svg')
            and not b.find_elements(By.CSS_SELECTOR, '[aria-busy="true"]'))
        browser.save_screenshot(str(output / f'{name}.png'))


def main():
    parser = argparse.ArgumentParser()
    for name in ('daemon', 'database', 'output'):
        parser.add_argument(f'--{name}', required=True)
    options = parser.parse_args()
    output = pathlib.Path(options.output)
    output.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, 'DATABASE_PATH': options.database, 'PORT': '0'}
    daemon = subprocess.Popen([options.daemon, '--no-auth'], env=environment, stdout=subprocess.PIPE, text=True)
    address = daemon.stdout.readline().split()[-1]
    with tempfile.TemporaryDirectory() as profile:
        browser = open_browser(profile)
        try:
            take(browser, address, output)
        finally:
            browser.quit()
            daemon.terminate()
            daemon.wait()


if __name__ == '__main__':
    main()
