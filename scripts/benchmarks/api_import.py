"""Imports contacts through the served API of a new workspace, and tells how long it took until the import was finished.

    api_import.py PROGRAM FOLDER CONTACTS.csv
"""

import csv
import http.client
import json
import re
import subprocess
import sys
import time

TYPES = {"plan": "text", "city": "text", "logins": "integer", "mrr": "float", "trial_end": "date", "last_purchase": "date",
         "vip": "boolean", "first_name": "text"}
READ = {"integer": int, "float": float, "boolean": lambda text: text == "true"}


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            fields = {name: READ.get(kind, str)(row[name]) for name, kind in TYPES.items() if row[name]}
            yield {"email": row["email"], "fields": fields}


def main():
    program, folder, path = sys.argv[1:]
    body = json.dumps({"contacts": list(rows(path))}).encode()
    subprocess.run([program, "init", "--workspace", folder], check=True, stdout=subprocess.DEVNULL)
    with open(f"{folder}/lunation.yml", "a", encoding="utf-8") as settings:
        settings.write("\nserver:\n  rate_limits: off\n  request_log: errors\n")
    token = subprocess.run([program, "token", "create", "bench", "--scope", "write", "--workspace", folder], check=True,
                           capture_output=True, text=True).stdout.strip()
    server = subprocess.Popen([program, "serve", "--listen", "127.0.0.1:0", "--workspace", folder, "--log-format", "json"],
                              stderr=subprocess.PIPE, text=True)
    try:
        port = None
        for line in server.stderr:
            found = re.search(r"serving the Contacts API at http:\\?/\\?/127\.0\.0\.1:(\d+)", line)
            if found:
                port = int(found.group(1))
                break
        connection = http.client.HTTPConnection("127.0.0.1", port)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

        def ask(method, place, body=None):
            connection.request(method, "/api/contacts" + place, body, headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status >= 300:
                sys.exit(f"{method} {place}: {answer.status} {text[:500]}")
            return json.loads(text)

        for name, kind in TYPES.items():
            ask("POST", "/fields", json.dumps({"name": name, "merge_tag": name, "data_type": kind}))
        start = time.perf_counter()
        job = ask("POST", "/imports", body)
        while job["status"] in ("created", "started"):
            time.sleep(0.005)
            job = ask("GET", f"/imports/{job['id']}")
        seconds = time.perf_counter() - start
        if job["status"] != "finished":
            sys.exit(f"the import has {job['status']}")
        print('"seconds":', seconds)
    finally:
        server.terminate()
        server.wait()


main()
