"""The reader's own coding: samples and sheets, agreement, and corrections that the reports take over.

Each name is loaded when it is first used, so that a report does not wait for what it has no need of.
"""

from importlib import import_module

_HOMES = {
    "analysis.coding.reliability": ("agreement", "compare", "more_units"),
    "analysis.coding.brat": ("read_brat", "write_brat"),
    "analysis.coding.corrections": ("corrected", "to_correct"),
    "analysis.coding.sheets": ("lay_out", "write"),
    "analysis.errors": ("CodingError",),
    "analysis.coding.units": ("open_material",),
    "analysis.coding.codes": ("read", "read_folder"),
    "analysis.coding.sample": ("draw",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}
__all__ = list(_HOME_OF)


def __getattr__(name: str):
    if name not in _HOME_OF:
        raise AttributeError(f"analysis.coding has no {name!r}; it has {', '.join(_HOME_OF)}.")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_HOME_OF)
