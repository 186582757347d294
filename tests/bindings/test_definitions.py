# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Reports against a second, slow and obvious computation, on some histories from files and many small random ones."""

import collections
import datetime
import functools
import itertools
import json
import math
import os
import pathlib
import random
import sys
import tempfile
import traceback
import zoneinfo

import gi
gi.require_version('Footprints', '1')
from gi.repository import Footprints

N_HISTORIES = 200 if 'FOOTPRINTS_TEST_SLOW_MACHINE' not in os.environ else 20
UTC = datetime.timezone.utc
# Clocks that change before, at and after a start of days; half an hour; none.
ZONES = ('Europe/Berlin', 'America/Havana', 'Asia/Kolkata', 'UTC')
MOMENTS = (
    '2023-12-31T23:00:00', '2024-01-01T00:00:00', '2024-03-31T01:00:00', '2024-10-27T01:00:00', '2024-03-10T05:00:00',
    '2024-11-03T05:00:00', '2024-02-29T12:00:00', '2024-12-30T00:00:00', '2020-07-01T18:30:00',
)

FIXTURES = [pathlib.Path(__file__).parents[1] / 'data' / 'histories' / f'{name}.jsonl' for name in (
    'clock-changes', 'long-pauses', 'many-names')]

Play = collections.namedtuple('Play', 'time artist track album source duration_ms length_s', defaults=(0, 0))


class Days:
    """How a zone and an hour divide time, by the clock on the wall."""

    def __init__(self, zone, start_hour):
        self.zone = zoneinfo.ZoneInfo(zone)
        self.start_hour = start_hour
        self.calendar = Footprints.Calendar.new(zone, start_hour)

    def local(self, time):
        return datetime.datetime.fromtimestamp(time, self.zone)

    @functools.lru_cache(maxsize=None)
    def day(self, time):
        """The latest that the clock has shown within three hours, as it may have been put back."""
        return max(self.wall_day(time - back) for back in range(0, 3 * 3600 + 1, 900))

    def wall_day(self, time):
        return (self.local(time).replace(tzinfo=None) - datetime.timedelta(hours=self.start_hour)).date()


def random_plays(dice):
    plays = set()
    artists = [f'Artist {number}' for number in range(dice.choice((1, 2, 5, 12)))]
    has_lengths = dice.random() < 0.8
    base = [datetime.datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp() for moment in MOMENTS]
    time = 0
    for _ in range(dice.choice((0, 1, 5, 40, 120))):
        time = dice.choice((
            dice.choice(base) + dice.randint(-10800, 10800),
            dice.randint(1577836800, 1735689600),
            time + dice.randint(1, 4000) if time else 1700000000,
        ))
        artist = dice.choice(artists)
        track = dice.choice((f'Track {dice.randint(1, 4)}', f'{artist} Song'))
        plays.add(Play(int(time), artist, track, dice.choice((None, 'Album', f'{artist} Live')),
                       dice.choice(('lastfm', 'listenbrainz')),
                       dice.choice((0, 0, 1, 499, 500, 180_499, 180_500, 240_000, 70_000_000)) if has_lengths else 0))
    by_key = {(play.time, play.artist, play.track): play for play in sorted(plays, key=str)}
    return sorted(by_key.values(), key=lambda play: (play.time, play.artist, play.track))


def round_length(duration_ms):
    return min(max(1, (duration_ms + 500) // 1000), 65535) if duration_ms else 0


def with_lengths(plays):
    """The plays, each with its length in seconds, known or estimated."""
    known = collections.defaultdict(list)
    for play in plays:
        for alike in ((play.artist, play.track), play.artist, None) if play.duration_ms else ():
            known[alike].append(round_length(play.duration_ms))

    def mean(alike):
        lengths = known[alike]
        return (sum(lengths) + len(lengths) // 2) // len(lengths) if lengths else 0

    def estimate(play):
        return mean((play.artist, play.track)) or mean(play.artist) or mean(None) or 210

    return [play._replace(length_s=round_length(play.duration_ms) or estimate(play)) for play in plays]


def add_all(store, plays):
    def make(play):
        return Footprints.Scrobble(artist=play.artist, track=play.track, album=play.album, listened_at=play.time,
                                   source=play.source, duration_ms=play.duration_ms)

    store.add_scrobbles([make(play) for play in plays])


def count_days(days, plays, start, end):
    if not plays:
        return 0
    first, last = max(plays[0].time, start), min(plays[-1].time, end - 1)
    return (days.day(last) - days.day(first)).days + 1 if first <= last else 0


def heatmap(days, plays, all_plays, start, end, per_week):
    cells = collections.Counter((days.day(play.time).weekday(), days.local(play.time).hour) for play in plays)
    weeks = max(1, count_days(days, all_plays, start, end) / 7)
    return {
        'total_scrobbles': len(plays),
        'weeks': weeks,
        'cells': [cells[weekday, hour] for weekday in range(7) for hour in range(24)],
        'values': [cells[weekday, hour] / (weeks if per_week else 1) for weekday in range(7) for hour in range(24)],
    }


def check_heatmap(history, period, days, plays, all_plays, start, end):
    for per_week in (False, True):
        answer = json.loads(history.get_heatmap(period, per_week).to_json())
        expected = heatmap(days, plays, all_plays, start, end, per_week)
        assert answer['total_scrobbles'] == answer['summary']['total_scrobbles'] == expected['total_scrobbles']
        assert math.isclose(answer['summary']['weeks_in_range'], expected['weeks'])
        assert [cell['count'] for cell in answer['heatmap']] == expected['cells']
        assert [hour['count'] for row in answer['grid'] for hour in row['hours']] == expected['cells']
        assert all(math.isclose(cell['normalized'], value) for cell, value in zip(answer['heatmap'], expected['values'], strict=True))
        check_sums(answer, expected['cells'])


def check_sums(answer, cells):
    weekdays = [sum(cells[weekday * 24:weekday * 24 + 24]) for weekday in range(7)]
    hours = [sum(cells[hour::24]) for hour in range(24)]
    assert [total['count'] for total in answer['weekday_totals']] == weekdays
    assert [total['count'] for total in answer['hour_totals']] == hours
    if sum(cells) == 0:
        assert answer['peak_day'] is answer['peak_hour'] is answer['summary']['peak_hour'] is None
        return
    assert answer['peak_day'] == {'day_of_week': weekdays.index(max(weekdays)), 'count': max(weekdays)}
    assert answer['peak_hour'] == {'hour': hours.index(max(hours)), 'count': max(hours)}
    peak = cells.index(max(cells))
    summary = answer['summary']
    assert (summary['peak_weekday'], summary['peak_hour'], summary['peak_count']) == (peak // 24, peak % 24, max(cells))


def step_of(days, granularity, time):
    day = days.day(time)
    return {
        'DAY': day,
        'WEEK': day - datetime.timedelta(day.weekday()),
        'MONTH': day.replace(day=1),
        'YEAR': day.replace(day=1, month=1),
    }[granularity]


def label_of(granularity, day):
    return day.strftime({'DAY': '%Y-%m-%d', 'WEEK': '%G-W%V', 'MONTH': '%Y-%m', 'YEAR': '%Y'}[granularity])


def first_plays(plays, key):
    """The first play of each, by time and then by number, which is the order of being added."""
    first = {}
    for play in plays:
        first.setdefault(key(play), play)
    return first


def novelty_step(granularity, day, plays, new_tracks, new_artists):
    n_new_artists = sum(play in plays for play in new_artists.values())
    n_new_tracks = sum(play in plays for play in new_tracks.values())
    return {
        'period': label_of(granularity, day),
        'total_scrobbles': len(plays),
        'new_tracks': n_new_tracks,
        'repeat_tracks': len(plays) - n_new_tracks,
        'new_artists': n_new_artists,
        'repeat_artists': len({play.artist for play in plays}) - n_new_artists,
        'novelty_ratio': n_new_tracks / len(plays),
    }


def check_novelty(history, period, days, plays, all_plays, start, end):
    new_tracks = first_plays(all_plays, lambda play: (play.artist, play.track))
    new_artists = first_plays(all_plays, lambda play: play.artist)
    totals = collections.Counter(play.artist for play in all_plays)
    for granularity in ('DAY', 'WEEK', 'MONTH', 'YEAR'):
        answer = json.loads(history.get_novelty(period, getattr(Footprints.Granularity, granularity), 3).to_json())
        by_step = collections.defaultdict(list)
        for play in plays:
            by_step[step_of(days, granularity, play.time)].append(play)
        steps = [novelty_step(granularity, day, group, new_tracks, new_artists) for day, group in sorted(by_step.items())]
        assert answer['timeline'] == steps[::-1], (answer['timeline'], steps)
        check_novelty_summary(answer['summary'], steps, plays)
        discovered = [play for play in plays if new_artists[play.artist] == play]
        assert answer['summary']['total_new_artists'] == len(discovered)
        assert [(found['artist'], found['track'], found['period'], found['total_plays']) for found in answer['new_artists_discovered']] == [
            (play.artist, play.track, label_of(granularity, step_of(days, granularity, play.time)), totals[play.artist])
            for play in discovered[::-1][:3]]


def check_novelty_summary(summary, steps, plays):
    ratios = [step['novelty_ratio'] for step in steps]
    assert summary['total_scrobbles'] == len(plays)
    assert summary['total_unique_tracks'] == len({(play.artist, play.track) for play in plays})
    assert summary['total_unique_artists'] == len({play.artist for play in plays})
    assert math.isclose(summary['avg_novelty_ratio'], sum(ratios) / len(ratios) if ratios else 0)
    most = steps[ratios.index(max(ratios))]['period'] if steps else None
    least = steps[ratios.index(min(ratios))]['period'] if steps else None
    assert (summary['most_exploratory_period'], summary['least_exploratory_period']) == (most, least)


def diversity_step(granularity, day, plays):
    counts = sorted(collections.Counter(play.artist for play in plays).values())
    entropy = -sum(count / len(plays) * math.log2(count / len(plays)) for count in counts)
    differences = sum(abs(one - other) for one in counts for other in counts)
    return {
        'period': label_of(granularity, day),
        'total_scrobbles': len(plays),
        'unique_artists': len(counts),
        'unique_tracks': len({(play.artist, play.track) for play in plays}),
        'shannon_entropy': entropy,
        'gini_coefficient': differences / (2 * len(counts) * sum(counts)),
        'effective_artists': 2 ** entropy,
        'diversity_score': 100 * min(1, entropy / math.log2(100)),
    }


def assert_alike(found, expected):
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert math.isclose(found[name], value, abs_tol=1e-9) if isinstance(value, float) else found[name] == value, (name, found, expected)


def check_diversity(history, period, days, plays, all_plays, start, end):
    for granularity in ('DAY', 'WEEK', 'MONTH', 'YEAR'):
        answer = json.loads(history.get_diversity(period, getattr(Footprints.Granularity, granularity)).to_json())
        by_step = collections.defaultdict(list)
        for play in plays:
            by_step[step_of(days, granularity, play.time)].append(play)
        steps = [diversity_step(granularity, day, group) for day, group in sorted(by_step.items())]
        for found, expected in zip(answer['timeline'], steps, strict=True):
            assert_alike(found, expected)
        summary = answer['summary']
        assert summary['total_unique_artists'] == len({play.artist for play in plays})
        for name, member in (('avg_shannon_entropy', 'shannon_entropy'), ('avg_gini_coefficient', 'gini_coefficient'),
                             ('avg_diversity_score', 'diversity_score')):
            mean = sum(step[member] for step in steps) / len(steps) if steps else 0
            assert math.isclose(summary[name], mean, abs_tol=1e-9)
        if steps:
            entropy = {step['period']: step['shannon_entropy'] for step in steps}
            assert math.isclose(entropy[summary['most_diverse_period']], max(entropy.values()), abs_tol=1e-9)
            assert math.isclose(entropy[summary['least_diverse_period']], min(entropy.values()), abs_tol=1e-9)
        else:
            assert summary['most_diverse_period'] is summary['least_diverse_period'] is None


def split_sessions(all_plays, gap_minutes):
    sessions = []
    for play in all_plays:
        if sessions and play.time - sessions[-1][-1].time <= 60 * gap_minutes:
            sessions[-1].append(play)
        else:
            sessions.append([play])
    return sessions


def in_period(sessions, start, end):
    return [session for session in sessions if start <= session[0].time < end]


def duration_of(session):
    return session[-1].time - session[0].time


def session_json(session):
    times = [play.time for play in session] + [None]
    return {
        'id': f'session_{times[0]}',
        'start_time': rfc3339(times[0]),
        'end_time': rfc3339(times[-2]),
        'duration_minutes': duration_of(session) // 60,
        'track_count': len(session),
        'unique_artists': len({play.artist for play in session}),
        'unique_tracks': len({(play.artist, play.track) for play in session}),
        'tracks': [{'artist': play.artist, 'album': play.album, 'track': play.track, 'album_artist': play.album and play.artist, 'timestamp': rfc3339(play.time),
                    'gap_after_minutes': None if after is None else (after - play.time) // 60}
                   for play, after in zip(session, times[1:])],
    }


def rfc3339(time):
    return datetime.datetime.fromtimestamp(time, UTC).strftime('%Y-%m-%dT%H:%M:%SZ')


def count_between(values, edges):
    return [sum(low <= value < high for value in values) for low, high in zip(edges, [*edges[1:], math.inf])]


def check_sessions(history, period, days, plays, all_plays, start, end):
    orders = {'NEWEST': lambda session: 0, 'LONGEST': duration_of, 'MOST_PLAYS': len}
    for gap_minutes, min_plays in ((45, 2), (5, 1), (600, 3)):
        sessions = [session for session in in_period(split_sessions(all_plays, gap_minutes), start, end)
                    if len(session) >= min_plays][::-1]
        report = history.get_sessions(period, gap_minutes, min_plays)
        assert report.total == len(sessions) and report.n_plays == sum(map(len, sessions))
        for order, key in orders.items():
            answer = json.loads(report.sort(getattr(Footprints.SessionOrder, order)).slice(1, 4).to_json())
            assert answer['sessions'] == [session_json(session) for session in sorted(sessions, key=key, reverse=True)[1:5]]
            check_session_summary(answer, sessions, days)
        holes = json.loads(report.get_rabbit_holes().to_json())['sessions']
        assert holes == [session_json(session) for session in sessions
                         if len(session) >= 5 and len({play.artist for play in session}) == 1]
        for position, session in enumerate(sessions[:3]):
            assert [entry.track for entry in report.get_timeline(position)] == [play.track for play in session[::-1]]


def check_session_summary(answer, sessions, days):
    durations = [duration_of(session) for session in sessions]
    n_sessions = max(1, len(sessions))
    assert_alike(answer['summary'], {
        'total_sessions': len(sessions),
        'total_tracks': sum(map(len, sessions)),
        'avg_duration_minutes': sum(durations) / 60 / n_sessions,
        'avg_tracks_per_session': sum(map(len, sessions)) / n_sessions,
        'longest_session_minutes': max(durations, default=0) // 60,
        'total_listening_hours': sum(durations) / 3600,
    })
    distribution = answer['distribution']
    assert list(distribution['by_duration'].values()) == count_between(durations, [0, 1800, 3600, 7200, 10800])
    assert list(distribution['by_track_count'].values()) == count_between([len(session) for session in sessions], [1, 2, 10, 20, 30, 50])
    by_day = collections.Counter(str(days.day(session[0].time)) for session in sessions)
    assert answer['sessions_per_day'] == [{'date': day, 'count': count} for day, count in sorted(by_day.items())]


def check_transitions(history, period, days, plays, all_plays, start, end):
    for gap_minutes, min_times, include_self, limit in ((45, 1, False, 10000), (45, 2, True, 5), (600, 1, True, 3)):
        pairs = [[(one.artist, other.artist) for one, other in zip(session, session[1:])
                  if include_self or one.artist != other.artist]
                 for session in in_period(split_sessions(all_plays, gap_minutes), start, end)]
        counts = collections.Counter(pair for session in pairs for pair in session)
        often = sorted(((pair, count) for pair, count in counts.items() if count >= min_times),
                       key=lambda item: (-item[1], item[0]))
        answer = json.loads(history.get_transitions(period, gap_minutes, min_times, include_self, limit).to_json())
        total = sum(counts.values())
        assert [((found['from_artist'], found['to_artist']), found['count']) for found in answer['transitions']] == often[:limit]
        assert all(math.isclose(found['percentage'], 100 * found['count'] / total) for found in answer['transitions'])
        assert answer['top_transitions'] == answer['transitions'][:50]
        check_network(answer['network_data'], often[:limit])
        summary = answer['summary']
        assert (summary['total_transitions'], summary['unique_transitions']) == (total, len(often))
        assert summary['most_common_transition'] == (answer['transitions'][0] if often else None)
        ends = collections.Counter(artist for pair in counts.elements() for artist in pair)
        assert summary['most_connected_artist'] == min(ends, key=lambda artist: (-ends[artist], artist), default=None)
        n_sessions = sum(map(bool, pairs))
        assert math.isclose(summary['avg_transitions_per_session'], total / max(1, n_sessions))


def check_network(network, transitions):
    assert [((edge['source'], edge['target']), edge['weight']) for edge in network['edges']] == transitions
    sizes = collections.Counter()
    for pair, count in transitions:
        sizes.update({artist: count for artist in pair})
    assert {node['id']: node['size'] for node in network['nodes']} == sizes
    assert all(node['label'] == node['id'] for node in network['nodes']) and len(network['nodes']) == len(sizes)


KEYS = {
    'ARTIST': lambda play: (play.artist,),
    'ALBUM': lambda play: (play.album, play.artist) if play.album else None,
    'TRACK': lambda play: (play.track, play.artist),
}


def count_by(plays, kind):
    counts = collections.Counter(KEYS[kind](play) for play in plays)
    counts.pop(None, None)
    return counts


def rank_of(counts, key):
    return 1 + sum(count > counts[key] for count in counts.values()) if counts[key] else 0


def movement_of(rank, previous_rank, was_heard):
    if previous_rank == 0:
        return 'back' if was_heard else 'new'
    return 'same' if rank == previous_rank else 'up' if rank < previous_rank else 'down'


def measure_by(measure, plays, kind):
    if measure == 'PLAYS':
        return count_by(plays, kind)
    seconds = collections.Counter()
    for play in plays:
        if KEYS[kind](play) is not None:
            seconds[KEYS[kind](play)] += play.length_s
    return seconds


def listening_of(plays, member='minutes'):
    seconds = sum(play.length_s for play in plays)
    estimated = sum(play.length_s for play in plays if not play.duration_ms)
    return {member: seconds // 60, 'estimated_share': estimated / seconds if plays else None}


def check_charts(history, period, days, plays, all_plays, start, end):
    dice = random.Random(len(plays))
    edge = dice.choice(all_plays).time if all_plays else 0
    before = Footprints.Period.new_range(edge, edge + dice.randint(0, 30000000), days.calendar)
    for kind, measure in itertools.product(KEYS, ('PLAYS', 'MINUTES')):
        n_plays = count_by(plays, kind)
        counts = measure_by(measure, plays, kind)
        earlier = measure_by(measure, [play for play in all_plays if play.time in before], kind)
        ever = count_by([play for play in all_plays if play.time < start], kind)
        ordered = sorted(counts, key=lambda key: (-counts[key], key))
        chart = history.get_chart_full(getattr(Footprints.EntityKind, kind), getattr(Footprints.Measure, measure), period, before, 1, 20)
        answer = json.loads(chart.to_json())
        assert (answer['total'], answer['offset'], answer['by']) == (len(ordered), 1, measure.lower())
        assert_alike({name: answer[name] for name in ('minutes', 'estimated_share') if name in answer},
                     listening_of(plays) if measure == 'MINUTES' else {})
        total = sum(play.length_s for play in plays) if measure == 'MINUTES' else len(plays)
        for found, key in zip(answer['entries'], ordered[1:21], strict=True):
            rank, previous_rank = rank_of(counts, key), rank_of(earlier, key)
            names = {'name': key[0]} if kind == 'ARTIST' else {'artist': key[1], kind.lower(): key[0]}
            if measure == 'MINUTES':
                names['minutes'] = counts[key] // 60
            assert_alike(found, {**names, 'rank': rank, 'count': n_plays[key], 'share': counts[key] / total,
                                 'previous_rank': previous_rank or None,
                                 'movement': movement_of(rank, previous_rank, ever[key])})


def check_overview(history, period, days, plays, all_plays, start, end):
    n_days = count_days(days, all_plays, start, end)
    assert_alike(json.loads(history.get_overview(period).to_json()), {
        'scrobbles': len(plays),
        'artists': len(count_by(plays, 'ARTIST')),
        'albums': len(count_by(plays, 'ALBUM')),
        'tracks': len(count_by(plays, 'TRACK')),
        'first_scrobble': rfc3339(plays[0].time) if plays else None,
        'last_scrobble': rfc3339(plays[-1].time) if plays else None,
        'days': n_days,
        'scrobbles_per_day': len(plays) / n_days if n_days else 0.0,
        **listening_of(plays),
    })


def check_pulse(history, period, days, plays, all_plays, start, end):
    for granularity in ('DAY', 'WEEK', 'MONTH', 'YEAR'):
        counts = collections.Counter(step_of(days, granularity, play.time) for play in plays)
        answer = json.loads(history.get_pulse(period, getattr(Footprints.Granularity, granularity), False).to_json())
        assert answer == [{'day': str(day), 'label': label_of(granularity, day), 'count': counts[day]} for day in sorted(counts)]


def top_of(counts, counted, limit, **extra):
    return [{'name': key[0], counted: counts[key], **extra}
            for key in sorted(counts, key=lambda key: (-counts[key], key))[:limit]]


def completions(sessions, known):
    """How often each album of three tracks or more was heard through in one session."""
    times = collections.Counter()
    for session in sessions:
        for key, tracks in known.items():
            heard = {play.track for play in session if (play.album, play.artist) == key}
            if len(tracks) >= 3 and heard == tracks:
                times[key] += 1
    return times


def check_entities(history, period, days, plays, all_plays, start, end):
    dice = random.Random(len(all_plays))
    for kind in KEYS:
        keys = sorted(count_by(all_plays, kind))
        key = dice.choice(keys) if keys and dice.random() < 0.9 else ('Nobody', 'Nobody')[:1 if kind == 'ARTIST' else 2]
        artist, title = key[-1], None if kind == 'ARTIST' else key[0]
        answer = json.loads(history.get_entity(getattr(Footprints.EntityKind, kind), artist, title, period).to_json())
        check_entity(answer, kind, key, days, plays, all_plays, in_period(split_sessions(all_plays, 45), start, end))


def check_entity(answer, kind, key, days, plays, all_plays, sessions):
    mine = [play for play in plays if KEYS[kind](play) == key]
    counts = count_by(plays, kind)
    albums, tracks = count_by(mine, 'ALBUM'), count_by(mine, 'TRACK')
    stats = {
        'artist': key[-1],
        'first_scrobble': mine[0].time if mine else None,
        'last_scrobble': mine[-1].time if mine else None,
        'total_scrobbles': len(mine),
        'rank': rank_of(counts, key) or None,
        'share': len(mine) / len(plays) if plays else 0.0,
        **listening_of(mine),
    }
    if kind == 'ARTIST':
        stats.update(unique_albums=len(albums), unique_tracks=len(tracks))
        assert answer['top_tracks'] == top_of(tracks, 'count', 20)
        assert answer['top_albums'] == top_of(albums, 'count', 20, image_url=None)
    elif kind == 'ALBUM':
        stats.update(album=key[0], unique_tracks=len(tracks))
        assert answer['tracks'] == top_of(tracks, 'count', None)
    else:
        stats.update(track=key[0], album=top_of(albums, 'count', 1)[0]['name'] if albums else None, album_artist=key[-1] if albums else None)
    assert_alike(answer['stats'], stats)
    by_day = collections.Counter(str(days.day(play.time)) for play in mine)
    assert answer['scrobbles_over_time'] == [{'date': day, 'count': count} for day, count in sorted(by_day.items())]
    by_hour = collections.Counter(days.local(play.time).hour for play in mine)
    assert answer['hours'] == [by_hour[hour] for hour in range(24)]
    theirs = [session for session in sessions if any(KEYS[kind](play) == key for play in session)]
    neighbours = collections.Counter(artist for session in theirs for artist in {(play.artist,) for play in session} if artist != key[-1:])
    assert answer['neighbours'] == top_of(neighbours, 'sessions', 10)
    if kind != 'TRACK':
        known = collections.defaultdict(set)
        for play in all_plays:
            if play.album and (kind == 'ARTIST' and play.artist == key[0] or (play.album, play.artist) == key):
                known[play.album, play.artist].add(play.track)
        assert answer['albums_completed'] == top_of(completions(theirs, known), 'times', 20)


def check_rank_histories(history, period, days, plays, all_plays, start, end):
    dice = random.Random(len(all_plays))
    for kind in KEYS:
        keys = sorted(count_by(all_plays, kind))
        key = dice.choice(keys) if keys else ('Nobody', 'Nobody')[:1 if kind == 'ARTIST' else 2]
        granularity = dice.choice(('DAY', 'WEEK', 'MONTH', 'YEAR'))
        by_step = collections.defaultdict(list)
        for play in plays:
            by_step[step_of(days, granularity, play.time)].append(play)
        steps = []
        for day, group in sorted(by_step.items()):
            counts = count_by(group, kind)
            steps.append({'day': str(day), 'label': label_of(granularity, day), 'count': counts[key], 'rank': rank_of(counts, key) or None})
        ranks = [step['rank'] for step in steps if step['rank']]
        answer = history.get_rank_history(getattr(Footprints.EntityKind, kind), key[-1], None if kind == 'ARTIST' else key[0],
                                          period, getattr(Footprints.Granularity, granularity))
        assert json.loads(answer.to_json()) == {
            'peak_rank': min(ranks, default=None), 'steps_at_peak': ranks.count(min(ranks)) if ranks else 0,
            'steps_at_first': ranks.count(1), 'steps': steps}


def check_growth(history, period, days, plays, all_plays, start, end):
    for granularity in ('DAY', 'WEEK', 'MONTH', 'YEAR'):
        steps = sorted({step_of(days, granularity, play.time) for play in plays})
        expected = []
        for day in steps:
            until = [play for play in all_plays if play.time < end and step_of(days, granularity, play.time) <= day]
            expected.append({'day': str(day), 'label': label_of(granularity, day), 'scrobbles': len(until),
                             **{f'{kind.lower()}s': len(count_by(until, kind)) for kind in KEYS}})
        assert json.loads(history.get_growth(period, getattr(Footprints.Granularity, granularity)).to_json()) == expected


def check_comebacks(history, period, days, plays, all_plays, start, end):
    for min_days, limit in ((1, 1000), (60, 3)):
        found = []
        for artist in {play.artist for play in all_plays}:
            theirs = [play.time for play in all_plays if play.artist == artist]
            found += [(other - one, artist, one, other, number) for number, (one, other) in enumerate(zip(theirs, theirs[1:]), 1)
                      if other - one >= min_days * 86400 and start <= other < end]
        totals = collections.Counter(play.artist for play in all_plays)
        expected = [{'artist': artist, 'left': rfc3339(one), 'returned': rfc3339(other), 'days_away': away // 86400,
                     'scrobbles_before': number, 'scrobbles_since': totals[artist] - number}
                    for away, artist, one, other, number in sorted(found, key=lambda item: (-item[0], item[1], -item[2]))[:limit]]
        assert json.loads(history.get_comebacks(period, min_days, limit).to_json()) == expected


def check_silences(history, period, days, plays, all_plays, start, end):
    for limit in (1000, 3):
        found = sorted(((after.time - before.time, after) for before, after in zip(all_plays, all_plays[1:])
                        if after.time > before.time and start <= after.time < end), key=lambda item: (-item[0], -item[1].time))
        expected = [{'from': rfc3339(after.time - length), 'until': rfc3339(after.time), 'days': length // 86400,
                     'artist': after.artist, 'track': after.track} for length, after in found[:limit]]
        assert json.loads(history.list_silences(period, limit).to_json()) == expected


def check_obsessions(history, period, days, plays, all_plays, start, end):
    totals = count_by(all_plays, 'TRACK')
    for min_plays, limit in ((1, 1000), (2, 3)):
        weeks = collections.Counter((step_of(days, 'WEEK', play.time), (play.track, play.artist)) for play in plays)
        found = sorted((-count, key, -day.toordinal(), day) for (day, key), count in weeks.items()
                       if count >= min_plays and 2 * count >= totals[key])
        expected = [{'artist': key[1], 'track': key[0], 'week': label_of('WEEK', day), 'day': str(day),
                     'scrobbles_in_week': -count, 'scrobbles': totals[key]} for count, key, _, day in found[:limit]]
        assert json.loads(history.get_obsessions(period, min_plays, limit).to_json()) == expected


def check_forgotten(history, period, days, plays, all_plays, start, end):
    until = min(end, all_plays[-1].time if all_plays else 0)
    counts = collections.Counter(play.artist for play in plays)
    last = {play.artist: play.time for play in plays}
    for min_plays, min_days, limit in ((1, 1, 1000), (3, 30, 3)):
        found = [artist for artist in counts if counts[artist] >= min_plays and until - last[artist] >= min_days * 86400]
        expected = [{'artist': artist, 'scrobbles': counts[artist], 'last_scrobble': rfc3339(last[artist]),
                     'days_silent': (until - last[artist]) // 86400}
                    for artist in sorted(found, key=lambda artist: (-counts[artist], artist))[:limit]]
        assert json.loads(history.get_forgotten_favourites(period, min_plays, min_days, limit).to_json()) == expected


def check_concentration(history, period, days, plays, all_plays, start, end):
    counts = sorted(count_by(plays, 'ARTIST').values(), reverse=True)
    answer = json.loads(history.get_concentration(period).to_json())
    points = [math.ceil(part * len(counts) / 20) for part in range(21)] if counts else []
    for found, number in zip(answer['curve'], points, strict=True):
        assert_alike(found, {'artists': number, 'artist_share': number / len(counts), 'scrobble_share': sum(counts[:number]) / len(plays)})
    halves = [number for number in range(len(counts) + 1) if 2 * sum(counts[:number]) >= len(plays)]
    assert answer['artists_for_half'] == (halves[0] if counts else 0)
    assert answer['loyalty'] == (counts[0] / len(plays) if counts else 0)


def check_anniversaries(history, period, days, plays, all_plays, start, end):
    dice = random.Random(len(all_plays))
    date = days.day(dice.choice(plays).time) if plays else datetime.date(2024, 2, 29)
    by_day = collections.defaultdict(list)
    for play in all_plays:
        by_day[days.day(play.time)].append(play)
    inside = [days.day(play.time) for play in plays]
    expected = []
    for day in sorted((day for day in by_day if (day.month, day.day) == (date.month, date.day)), reverse=True):
        if inside and inside[0] <= day <= inside[-1]:
            artist, track = (min(counts, key=lambda key: (-counts[key], key))
                             for counts in (count_by(by_day[day], kind) for kind in ('ARTIST', 'TRACK')))
            expected.append({'day': str(day), 'scrobbles': len(by_day[day]), 'artist': artist[0],
                             'track': {'artist': track[1], 'track': track[0]}})
    assert json.loads(history.get_anniversaries(date.month, date.day, period).to_json()) == expected


def streaks_of(days, plays, min_plays):
    """Each with its days, oldest first."""
    by_day = collections.Counter(days.day(play.time) for play in plays)
    streaks = []
    for day in sorted(day for day, count in by_day.items() if count >= min_plays):
        if streaks and (day - streaks[-1][-1]).days == 1:
            streaks[-1].append(day)
        else:
            streaks.append([day])
    return [{'first_day': str(streak[0]), 'last_day': str(streak[-1]), 'days': len(streak),
             'scrobbles': sum(by_day[day] for day in streak)} for streak in streaks]


def check_streaks(history, period, days, plays, all_plays, start, end):
    dice = random.Random(len(plays))
    for min_plays in (1, 2):
        streaks = streaks_of(days, plays, min_plays)
        now = (plays[-1].time if plays else 1700000000) + dice.choice((0, 80000, 200000))
        answer = json.loads(history.get_streaks(period, min_plays, now).to_json())
        assert answer['streaks'] == sorted(streaks[::-1], key=lambda streak: -streak['days'])[:100]
        assert answer['longest'] == (answer['streaks'][0] if streaks else None)
        yesterday = str(days.day(now) - datetime.timedelta(1))
        assert answer['current'] == (streaks[-1] if streaks and streaks[-1]['last_day'] >= yesterday else None)


def milestones_of(all_plays, start, end):
    met = {'artists': set(), 'albums': set(), 'tracks': set()}
    reached = []
    for number, play in enumerate(all_plays, 1):
        numbers = {'plays': number}
        keys = {'tracks': (play.track, play.artist), 'artists': play.artist, 'albums': play.album and (play.album, play.artist)}
        for kind, key in keys.items():
            if key and key not in met[kind]:
                met[kind].add(key)
                numbers[kind] = len(met[kind])
        reached += [{'kind': kind, 'number': count, 'timestamp': rfc3339(play.time), 'artist': play.artist,
                     'track': play.track, 'album': play.album}
                    for kind, count in numbers.items() if count in (1, 100, 500, 1000, 5000) and start <= play.time < end]
    return reached


def check_milestones(history, period, days, plays, all_plays, start, end):
    assert json.loads(history.get_milestones(period).to_json()) == milestones_of(all_plays, start, end)


def fullest(counts):
    return min(counts, key=lambda key: (-counts[key], key), default=None)


def share_of(plays, wanted):
    return sum(wanted(play) for play in plays) / len(plays) if plays else 0.0


def check_review(history, period, days, plays, all_plays, start, end):
    answer = json.loads(history.get_review(period).to_json())
    n_days = count_days(days, all_plays, start, end)
    by_day = collections.Counter(days.day(play.time) for play in plays)
    by_month = collections.Counter(day.strftime('%Y-%m') for day in by_day.elements())
    assert_alike(answer['overview'], {
        'total_scrobbles': len(plays),
        'total_artists': len(count_by(plays, 'ARTIST')),
        'total_tracks': len(count_by(plays, 'TRACK')),
        'total_albums': len(count_by(plays, 'ALBUM')),
        **listening_of(plays, 'total_minutes'),
        'average_per_day': len(plays) / n_days if n_days else 0.0,
        'most_active_month': fullest(by_month),
        'most_active_day': str(fullest(by_day)) if plays else None,
    })
    check_review_patterns(answer['listening_patterns'], days, plays, in_period(split_sessions(all_plays, 45), start, end))
    check_review_discoveries(answer['discoveries'], plays, all_plays)
    artists = count_by(plays, 'ARTIST')
    loyalty = 100 * max(artists.values(), default=0) / max(1, len(plays))
    entropy = -sum(count / len(plays) * math.log2(count / len(plays)) for count in artists.values())
    assert_alike(answer['diversity'], {
        'diversity_score': max(0.0, 100 * min(1, entropy / math.log2(100))), 'genre_count': 0,
        'artist_loyalty': loyalty, 'exploration_score': 100 - loyalty})
    assert answer['longest_streak'] == max(streaks_of(days, plays, 1), key=lambda streak: (streak['days'], streak['first_day']), default=None)
    assert answer['reached'] == milestones_of(all_plays, start, end)
    assert sum(month['count'] for month in answer['months']) == len(plays)
    for kind in KEYS:
        counts = count_by(plays, kind)
        found = answer['top_content'][f'top_{kind.lower()}s']
        assert [(entry['play_count'], entry['rank']) for entry in found] == [
            (counts[key], rank_of(counts, key)) for key in sorted(counts, key=lambda key: (-counts[key], key))[:50]]


def check_review_patterns(answer, days, plays, sessions):
    hours = collections.Counter(days.local(play.time).hour for play in plays)
    weekdays = collections.Counter(days.day(play.time).weekday() for play in plays)
    durations = [duration_of(session) for session in sessions if len(session) > 1]
    assert_alike(answer, {
        'peak_hour': fullest(hours),
        'peak_day': fullest(weekdays),
        'longest_session_minutes': max(durations, default=0) // 60,
        'avg_session_minutes': sum(durations) / 60 / max(1, len(durations)),
        'night_owl_score': 100 * share_of(plays, lambda play: not 6 <= days.local(play.time).hour < 20),
        'early_bird_score': 100 * share_of(plays, lambda play: 6 <= days.local(play.time).hour < 12),
        'weekend_warrior_score': 100 * share_of(plays, lambda play: days.day(play.time).weekday() >= 5),
    })


def check_review_discoveries(answer, plays, all_plays):
    new_artists = [play for play in first_plays(all_plays, lambda play: play.artist).values() if play in plays]
    new_tracks = [play for play in first_plays(all_plays, lambda play: (play.artist, play.track)).values() if play in plays]
    assert (answer['new_artists'], answer['new_tracks']) == (len(new_artists), len(new_tracks))
    if not new_artists:
        assert answer['first_artist'] is answer['top_discovery'] is None
        return
    first = new_artists[0]
    assert answer['first_artist'] == {'artist': first.artist, 'track': first.track, 'timestamp': rfc3339(first.time)}
    counts = collections.Counter(play.artist for play in plays)
    top = min(new_artists, key=lambda play: (-counts[play.artist], play.artist))
    assert answer['top_discovery'] == {'artist': top.artist, 'first_heard': rfc3339(top.time), 'plays_this_year': counts[top.artist]}


def check_comparison(history, period, days, plays, all_plays, start, end):
    dice = random.Random(len(plays))
    edge = dice.choice(all_plays).time if all_plays else 0
    other = Footprints.Period.new_range(edge, edge + dice.randint(0, 30000000), days.calendar)
    other_plays = [play for play in all_plays if play.time in other]
    counts, other_counts = count_by(plays, 'ARTIST'), count_by(other_plays, 'ARTIST')
    both = sorted(counts.keys() | other_counts.keys())
    totals = max(1, len(plays)), max(1, len(other_plays))
    # Exactly, over a common denominator.
    parts = {key: (counts[key] * totals[1], other_counts[key] * totals[0]) for key in both}
    answer = json.loads(history.get_comparison(period, other, 3).to_json())
    assert answer['periods'] == [str(period), str(other)]
    assert answer['overviews'] == [json.loads(history.get_overview(which).to_json()) for which in (period, other)]
    assert math.isclose(answer['similarity'], sum(map(min, parts.values())) / totals[0] / totals[1], abs_tol=1e-12)
    assert answer['artists'] == {
        'shared': len(counts.keys() & other_counts.keys()),
        'only_first': len(counts.keys() - other_counts.keys()),
        'only_second': len(other_counts.keys() - counts.keys()),
    }
    for member, sign in (('gained', 1), ('lost', -1)):
        gains = {key: sign * (first - second) for key, (first, second) in parts.items()}
        expected = sorted((key for key in both if gains[key] > 0), key=lambda key: (-gains[key], key))[:3]
        for found, key in zip(answer[member], expected, strict=True):
            assert found['artist'] == key[0]
            assert found['counts'] == [counts[key], other_counts[key]]
            assert found['ranks'] == [rank_of(counts, key) or None, rank_of(other_counts, key) or None]
            assert_alike({'shares': found['shares']}, {'shares': [counts[key] / totals[0], other_counts[key] / totals[1]]})


CHECKS = {
    'overview': check_overview, 'comparison': check_comparison, 'charts': check_charts, 'pulse': check_pulse,
    'heatmap': check_heatmap, 'novelty': check_novelty, 'diversity': check_diversity, 'sessions': check_sessions,
    'transitions': check_transitions, 'entities': check_entities, 'rank histories': check_rank_histories,
    'growth': check_growth, 'comebacks': check_comebacks, 'silences': check_silences,
    'obsessions': check_obsessions, 'forgotten': check_forgotten,
    'concentration': check_concentration, 'anniversaries': check_anniversaries,
    'streaks': check_streaks, 'milestones': check_milestones, 'review': check_review,
}


def random_period(dice, days, plays):
    """All time, a year, or a range that cuts somewhere."""
    edge = dice.choice(plays).time if plays else 1700000000
    return dice.choice((
        Footprints.Period.new_all_time(days.calendar),
        Footprints.Period.parse('2024', days.calendar),
        Footprints.Period.new_range(edge, edge + dice.randint(0, 40000000), days.calendar),
    ))


def random_filter(dice, plays):
    """What some play has, or none has; mostly nothing is asked for."""
    if dice.random() < 0.6 or not plays:
        return {}
    play = dice.choice(plays)
    choices = {'artist': play.artist, 'track': play.track, 'source': play.source, 'album': play.album or 'Album'}
    return {name: dice.choice((choices[name],) * 4 + ('Nothing',)) for name in dice.sample(sorted(choices), dice.randint(1, 2))}


def matches(play, wanted):
    # All albums are by the artists of their tracks here.
    return all(getattr(play, name) == value for name, value in wanted.items())


def read_fixture(path):
    rows = map(json.loads, path.read_text(encoding='utf-8').splitlines())
    return sorted((Play(row['listened_at'], row['artist'], row['track'], row.get('album'), row['source'], row.get('duration_ms', 0))
                   for row in rows), key=lambda play: (play.time, play.artist, play.track))


def make_history(dice, folder, fixture):
    plays = with_lengths(read_fixture(fixture) if fixture is not None else random_plays(dice))
    with Footprints.Store.open(str(folder / 'history.db')) as store:
        add_all(store, plays)
        history = store.get_history()
    wanted = random_filter(dice, plays) if fixture is None else {}
    history = history.filter(**wanted)
    plays = [play for play in plays if matches(play, wanted)]
    assert len(history) == len(plays), wanted
    return history, plays


def questions(seed, fixture=None):
    """What a check is asked about one history: in three zones, a period each."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        history, plays = make_history(dice, pathlib.Path(folder), fixture)
    for zone in dice.sample(ZONES, 3):
        days = Days(zone, dice.choice((0, 4)))
        period = random_period(dice, days, plays)
        start, end = period.get_start(), period.get_end()
        yield history, period, days, [play for play in plays if start <= play.time < end], plays, start, end


def main():
    failures = {}
    for seed, fixture in itertools.chain(enumerate(FIXTURES, N_HISTORIES), ((seed, None) for seed in range(N_HISTORIES))):
        for question in questions(seed, fixture):
            for name, check in CHECKS.items():
                if name in failures:
                    continue
                try:
                    check(*question)
                except Exception:
                    failures[name] = fixture.name if fixture else f'random {seed}', traceback.format_exc()
    print(f'1..{len(CHECKS)}')
    for number, name in enumerate(CHECKS, 1):
        if name not in failures:
            print(f'ok {number} - {name}')
            continue
        which, trace = failures[name]
        print(''.join(f'# {line}\n' for line in trace.splitlines()), end='')
        print(f'not ok {number} - {name}, history {which}')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
