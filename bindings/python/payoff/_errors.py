"""What goes wrong, said so that a person can mend it."""
from __future__ import annotations


class PayoffError(Exception):
    """One line: ``<place>: <name> is <value>, but must be <rule>; <remedy>``.

    code: 1 a defect of payoff, 2 the study, 3 a file or database that cannot be read, 4 the data, 5 a question that the
    method cannot answer. key, file, line: where the fault lies; "" and 0 where that is not known.
    """

    def __init__(self, message: str, code: int = 1, key: str = "", file: str = "", line: int = 0):
        super().__init__(message)
        self.code = code
        self.key = key
        self.file = file
        self.line = line
