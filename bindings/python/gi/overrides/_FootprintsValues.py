# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Values of Python for those of Footprints, and attributes for its properties."""

import datetime

from gi.repository import GLib, GObject

from ..module import get_introspection_module

Footprints = get_introspection_module("Footprints")

MIN_INT64 = -(2**63)
MAX_INT64 = 2**63 - 1


def to_unix(value):
    """Seconds since 1970 from a datetime or a number; a datetime without a zone is local."""
    if isinstance(value, datetime.datetime):
        return int(value.timestamp())
    return int(value)


def to_datetime(seconds):
    """An aware datetime in UTC; None for a value that stands for no bound."""
    if seconds in (MIN_INT64, MAX_INT64):
        return None
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)


def to_zone(zone):
    """A GLib.TimeZone from one, a name or a ZoneInfo; None, for the system's zone, stays None."""
    if zone is None or isinstance(zone, GLib.TimeZone):
        return zone
    name = zone if isinstance(zone, str) else getattr(zone, "key", None)
    if name is None and zone is datetime.timezone.utc:
        name = "UTC"
    glib_zone = GLib.TimeZone.new_identifier(name) if name is not None else None
    if glib_zone is None:
        raise ValueError(f"not a time zone: {zone!r}")
    return glib_zone


def to_calendar(calendar):
    """A Footprints.Calendar from one, or from a zone, in which days then begin at midnight."""
    if calendar is None or isinstance(calendar, Footprints.Calendar):
        return calendar
    return Footprints.Calendar.new(to_zone(calendar), 0)


def to_period(period, calendar=None):
    """A period from one or from text; None means all time."""
    if period is None:
        return Footprints.Period.new_all_time(to_calendar(calendar))
    if isinstance(period, str):
        return Footprints.Period.parse(period, to_calendar(calendar))
    return period


def _time_attribute(getter, setter):
    def set_time(self, value):
        setter(self, to_unix(value) if value is not None else 0)

    return property(
        lambda self: to_datetime(getter(self)) if getter(self) != 0 else None,
        set_time if setter is not None else None,
    )


def _cannot_read(name):
    def getter(self):
        raise AttributeError(f"{type(self).__name__}.{name} can be set, but not read")

    return getter


def _find_accessors(klass, pspec, name):
    """The getter and the setter of a property; the setter is None if it cannot be set."""
    getter = getattr(klass, "get_" + name, None) or getattr(klass, "is_" + name, None)
    setter = getattr(klass, "set_" + name, None)
    if getter is None and pspec.flags & GObject.ParamFlags.READABLE:
        getter = lambda self: self.get_property(pspec.name)
    if (
        setter is None
        and pspec.flags & GObject.ParamFlags.WRITABLE
        and not pspec.flags & GObject.ParamFlags.CONSTRUCT_ONLY
    ):
        setter = lambda self, value: self.set_property(pspec.name, value)
    return getter or _cannot_read(name), setter


def add_attributes(klass):
    """Makes the properties of a class attributes; instants become datetimes."""
    for pspec in klass.list_properties():
        name = pspec.name.replace("-", "_")
        # Some properties have the same name as their getter: has_secret().
        if pspec.owner_type != klass.__gtype__ or hasattr(klass, name):
            continue
        getter, setter = _find_accessors(klass, pspec, name)
        if name.endswith("_at") or (
            klass.__gtype__.name == "FootprintsPulseStep" and name in ("start", "end")
        ):
            setattr(klass, name, _time_attribute(getter, setter))
        else:
            setattr(klass, name, property(getter, setter))
