"""Who is meant by a 工号 or a name that is written otherwise than in the roster: the one way of every command."""

from __future__ import annotations

from collections.abc import Sequence

from xlkpi.domain.plain_names import plain_name, same_name
from xlkpi.errors import Sentence, sentence
from xlkpi.records import dataclass


@dataclass(frozen=True)
class Meant:
    """Somebody of a list: the place in it (from 0) and the 工号 as it should be written, which either side may miss."""

    at: int
    right: str


def who_is_meant(
    person: str, listed: Sequence[str], names: Sequence[str] = (), name: str | None = None
) -> Meant | None:
    """Return whom a 工号 means among those `listed`, None where it is nobody or may be several.

    Written the same counts first, then full-width letters and blanks, then zeros lost in front of a number. The latter
    needs the same name where a `name` is given beside the 工号 (`names` are those of the list); else one person alone
    may have such a number.
    """
    if not person:
        return None
    if person in listed:
        return Meant(listed.index(person), person)
    plain = plain_name(person)
    written = [plain_name(one) for one in listed]
    alike = [at for at, one in enumerate(written) if one == plain]
    if not alike and _is_number(plain):
        alike = [at for at, one in enumerate(written) if _is_number(one) and int(one) == int(plain)]
        if name is not None:
            alike = [at for at in alike if same_name(names[at], name)]
    if len(alike) != 1:
        return None
    return Meant(alike[0], max(written[alike[0]], plain, key=len))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def written_otherwise(person: str, listed: str, right: str, place: str, *, namesake: bool) -> Sentence:
    """Say that a form's 工号 is taken for the one `listed` in a roster, at `place`, and which of the two to mend."""
    named = sentence("同名的", " of the same name") if namesake else sentence("名单的", "")
    zh = "工号 {id} 按{named} {listed} 取数（{why}），请把这份表的工号改成 {right}"
    en = "工号 {id} is taken as {listed}{named} ({why}): write {right} in this form"
    if listed != right:
        zh = "工号 {id} 按{named} {listed} 取数（汇总表 {place} 的工号{why}），请在汇总表改成 {right}"
        en = "工号 {id} is taken as {listed}{named} (in {place} of the summary: {why}): write {right} there"
    why = how_written(listed if listed != right else person, right)
    return sentence(zh, en, id=person, listed=listed, right=right, place=place, named=named, why=why)


def is_wide(text: str) -> bool:
    """Tell whether a text has full-width letters or digits."""
    return any("\uff01" <= letter <= "\uff5e" for letter in text)


def is_parted(text: str) -> bool:
    """Tell whether blanks stand inside a 工号 or a Chinese name; names in Latin letters have them."""
    return len(text.split()) > 1 and (not any(map(_is_latin, text)) or any(map(str.isdigit, text)))


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()


def how_written(person: str, right: str) -> Sentence:
    """Say what is wrong with a 工号 that should be written otherwise."""
    zeros = sentence("前面的 0 丢失", "zeros in front are lost")
    if plain_name(person) == person:
        return zeros
    form = sentence("有空格", "a blank inside")
    if is_wide(person):
        form = sentence("全角字母或数字", "full-width letters or digits")
    if plain_name(person) == right:
        return form
    return sentence("{form}，{zeros}", "{form}, {zeros}", form=form, zeros=zeros)
