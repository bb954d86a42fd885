"""Runs a statement against the demo's database and prints what its cells must read.

    oracle.py DATABASE < {"run": SQL, "columns": [{"name", "type_text", "scale"}]}

Independent of the product on purpose: SQLite of Python's own, and its decimal
module. A column with a scale holds integer minor units; all others are printed
as they come, floating point in Databricks' (Java's) notation.
"""

import json
import sqlite3
import sys
from decimal import Decimal


def java_double(value):
    """Java's Double.toString: plain from 0.001 up to ten million, else scientific."""
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        return format(Decimal(repr(value)), "f") if value % 1 else f"{value:.1f}"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    digits = "".join(map(str, digits))
    power = len(digits) - 1 + exponent
    return f"{'-' if sign else ''}{digits[0]}.{digits[1:] or '0'}E{power}"


def cell(value, column):
    if value is None:
        return None
    if column.get("scale") is not None:
        if not isinstance(value, int):
            raise TypeError(f"{column['name']} holds {value!r}, not integer minor units")
        return format(Decimal(value).scaleb(-column["scale"]), "f")
    if isinstance(value, float):
        return java_double(value)
    if column["type_text"] == "BOOLEAN":
        return "true" if value else "false"
    return str(value)


def main():
    task = json.load(sys.stdin)
    database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    cursor = database.execute(task["run"])
    columns = task["columns"]
    rows = [[cell(value, column) for value, column in zip(row, columns, strict=True)] for row in cursor]
    json.dump({"header": [column["name"] for column in columns], "rows": rows}, sys.stdout)


main()
