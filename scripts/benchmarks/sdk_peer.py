"""Changes contacts one by one with the official Python client, and tells how long so many more would take.

    sdk_peer.py URL TOKEN CONTACTS.csv CALLS SCALE
"""

import csv
import sys
import time

import mailtrap
from mailtrap.http import HttpClient
from mailtrap.models.contacts import UpdateContactParams


def main():
    url, token, path, calls, scale = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
    # The client knows no other host than its own.
    HttpClient._url = lambda self, path: f"{url}/{path.lstrip('/')}"
    with open(path, newline="", encoding="utf-8") as file:
        addresses = [row["email"] for row, _ in zip(csv.DictReader(file), range(calls))]
    contacts = mailtrap.MailtrapClient(token=token, account_id="1").contacts_api.contacts
    value = f"by {time.time_ns()}"
    start = time.perf_counter()
    for address in addresses:
        contacts.update(address, UpdateContactParams(email=address, fields={"city": value}))
    print('"seconds":', (time.perf_counter() - start) * scale / calls)


main()
