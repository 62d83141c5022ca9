"""What can go wrong with a corpus or an index, said in one line that tells how to mend it."""

from __future__ import annotations


class OnRecordError(Exception):
    """An error whose message is one line for people: what is wrong and how to mend it."""


class CorpusError(OnRecordError):
    """A file, a folder or its sources.toml cannot be used."""


class IndexStoreError(OnRecordError):
    """The index cannot be read or written."""


class IndexBusyError(IndexStoreError):
    """Another process is writing the index."""


class ModelError(OnRecordError):
    """A model file is missing or broken."""
