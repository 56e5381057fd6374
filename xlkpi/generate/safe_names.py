"""Names that may stand in Python and in VBA alike: the catalogue's own, changed where VBA reserves them."""

from __future__ import annotations

import keyword

from xlkpi.functions import Parameter

_WORDS = (
    "addressof and any append as base binary boolean byref byte byval call caller case const currency date debug "
    "decimal declare default dim do double each else elseif end enum eqv erase error event exit false for friend "
    "function get global gosub goto if imp implements in input integer is len let like line local lock long loop lset "
    "me mid mod module name new next not nothing null object of on open option optional or paramarray preserve print "
    "private property public put raiseevent redim rem resume return rset seek select self set shared single static "
    "step stop string sub then time to true type until variant wend while with withevents write xor"
)
RESERVED = frozenset(_WORDS.split())
"""Words that VBA keeps for itself or that mean something else in a module, and `caller`, which xlwings fills in."""


def argument_name(parameter: Parameter) -> str:
    """The parameter's name as a Python and VBA argument: with an underscore where the plain word is reserved."""
    reserved = parameter.name.lower() in RESERVED or keyword.iskeyword(parameter.name)
    return f"{parameter.name}_" if reserved else parameter.name
