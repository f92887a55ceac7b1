"""What can go wrong, as one tree.

    AuditError                    exit 1   anything we can explain
    ├── UsageError                exit 2   an option, id or combination that does not exist
    │   └── MissingExtra          exit 2   a format or engine whose optional packages are not installed
    ├── ConfigError               exit 2   audit.yaml, a pack, a vendor file or a key file is wrong
    ├── NothingToScan             exit 3   no readable data at the given paths
    └── ReadError                 exit 1   one file or record can't be read; a scan reports it as skipped

Messages never contain values of the dataset: they name path, record and what to do.
"""


class AuditError(Exception):
    """A failure with a message for people, a hint what to do next and an exit code."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(AuditError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class MissingExtra(UsageError):
    """Something needs packages of an extra that is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs the extra [{extra}]", f"install it: pip install 'llm-data-auditor[{extra}]'")


class ConfigError(AuditError):
    """A configuration, policy, vendor or key file is wrong."""

    exit_code = 2


class NothingToScan(AuditError):
    """No readable data at the given paths."""

    exit_code = 3


class ReadError(AuditError):
    """A file or record can't be read."""
