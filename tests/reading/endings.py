"""A process that ends in one of many ways."""

import os
import sys


def main() -> None:
    match sys.argv[1]:
        case "exit":
            sys.exit(3)
        case "complain":
            sys.exit("what went wrong")
        case "raise":
            raise ZeroDivisionError
        case "abort":
            os.abort()
