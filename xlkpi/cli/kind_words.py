"""The kinds of workbook `new` makes, under their English words and the Chinese names people call them by."""

from __future__ import annotations

import re

from xlkpi.drawing.kind import Kind
from xlkpi.errors import Unusable, sentence
from xlkpi.schemes import kind_named, kinds


def titles() -> dict[str, str]:
    """Return every kind with the title of its workbook; of kinds with one title only the common one."""
    return {kind.key: title for title, kind in {kind.title: kind for kind in kinds()}.items()}


def kind_of(asked: str) -> Kind:
    """Return the kind meant by a word: `form`, 附件2, 双周计划. Raises Unusable.

    A Chinese word means a workbook when its characters stand in that order in the title of this workbook and of no
    other; a single character means nothing.
    """
    exact = kind_named(asked)
    if exact is not None:
        return exact
    known = titles()
    letters = "".join(asked.split())
    inside = re.compile(".*".join(re.escape(letter) for letter in letters))
    meant = [key for key, title in known.items() if len(letters) > 1 and inside.search(title)]
    found = kind_named(meant[0]) if len(meant) == 1 else None
    if found is not None:
        return found
    listed = "、".join(f"{key}（{title}）" for key, title in known.items() if not meant or key in meant)
    if meant:
        zh, en = "“{kind}”可以指几种表：{known}", "“{kind}” may mean several: {known}"
    else:
        zh, en = "没有 {kind} 这种表，可用：{known}", "there is no kind {kind}; use {known}"
    raise Unusable(sentence(zh, en, kind=asked, known=listed))
