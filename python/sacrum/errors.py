"""What can go wrong. The text of each is one sentence: the thing, the finding, the remedy."""


class Error(Exception):
    """Any error of sacrum."""


class UsageError(Error, ValueError):
    """A word or a number of the call is not one that can be."""


class InputError(Error, ValueError):
    """A file or an array is missing, unreadable or not what it should be."""


class OutputError(Error, OSError):
    """A result cannot be written."""
