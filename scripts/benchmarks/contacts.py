"""Writes contacts as CSV: an address and eight fields of five types. The same rows each time.

    contacts.py ROWS > contacts.csv
"""

import random
import sys

SEED = 20260101
PLANS = ["free", "basic", "pro", "enterprise"]
CITIES = [start + end for start in ("North", "South", "East", "West", "New", "Old", "Upper", "Lower", "Great", "Saint ")
          for end in ("field", "ham", "port", "bridge", "ford", "mouth", "wick", "haven", "dale", "ton")]
NAMES = ["Ann", "Ben", "Chloé", "Dmitri", "Elif", "Farah", "Gustav", "Hana", "Ivo", "José", "Kaya", "Lars", "Mina", "Noor",
         "Olga", "Pia", "Quinn", "Rosa", "Søren", "Tam", "Uma", "Vera", "Wim", "Xenia", "Yusuf", "Zoë"]
DOMAINS = ["example.com", "example.org", "mail.example.net", "post.example", "inbox.test"]
DAYS = [f"{year}-{month:02}-{day:02}" for year in range(2019, 2026) for month in range(1, 13) for day in range(1, 29)]


def scattered(number):
    """Another number of 32 bits for each, in an order that looks random. Source: the last steps of MurmurHash3."""
    number = (number ^ number >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    number = (number ^ number >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return number ^ number >> 16


def main():
    rows = int(sys.argv[1])
    # Only random() draws the same numbers in every version of Python.
    draw = random.Random(SEED).random
    write = sys.stdout.buffer.write
    write(b"email,plan,city,logins,mrr,trial_end,last_purchase,vip,first_name\n")

    def one_of(values):
        return values[int(draw() * len(values))]

    for row in range(rows):
        address = f"{scattered(row):08x}.{one_of(NAMES[:2]).lower()}@{one_of(DOMAINS)}"
        trial_end = one_of(DAYS) if draw() < 0.7 else ""
        last_purchase = one_of(DAYS) if draw() < 0.9 else ""
        vip = "true" if draw() < 0.1 else "false"
        write((f"{address},{one_of(PLANS)},{one_of(CITIES)},{int(draw() * 1000)},{draw() * 500:.2f},"
               f"{trial_end},{last_purchase},{vip},{one_of(NAMES)}\n").encode())


main()
