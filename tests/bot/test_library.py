"""The index of a corpus while other processes write it."""

import threading

from filelock import FileLock

from bot.library import Library
from bot.settings import load

TEXT = "The bridge over the Tarn closed on Monday, the mayor said. Nobody was hurt."


def library_of(folder, notices):
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    (corpus / "bridge.txt").write_text(TEXT, encoding="utf-8")
    loaded = load(None, [f"corpus.path={corpus}", f"index.path={folder / 'index'}"])
    return Library(loaded, notice=notices.append)


def test_an_index_is_used_as_it_is_while_another_process_writes_it(tmp_path):
    notices = []
    library = library_of(tmp_path, notices)
    library.ensure()
    (tmp_path / "corpus" / "second.txt").write_text(TEXT, encoding="utf-8")
    with FileLock(library.folder / "lock"):
        assert library.ensure() is None
    assert ["another process" in line for line in notices] == [True]
    assert len(library.store.sources()) == 1
    library.ensure()
    assert len(library.store.sources()) == 2


def test_an_empty_index_is_waited_for(tmp_path):
    notices = []
    library = library_of(tmp_path, notices)
    waited = threading.Event()
    library._notice = lambda line: (notices.append(line), waited.set())
    lock = FileLock(library.folder / "lock", thread_local=False)
    lock.acquire()
    asking = threading.Thread(target=library.ensure)
    asking.start()
    assert waited.wait(60)
    assert not library.store.sources()
    lock.release()
    asking.join(60)
    assert len(library.store.sources()) == 1
    assert library.fresh
