# SPDX-License-Identifier: LGPL-2.1-or-later
"""Files of programs, of what programs made of Last.fm, and tables of no known program."""

import csv
import json

from format_files import (
    ISO,
    LONG_COUNT,
    PLAIN,
    PLAYED_S,
    SONGS,
    at,
    database,
    form,
    json_lines,
    lines,
    newest_first,
    objects,
    table,
    workbook,
)

SPREAD = "%B %d, %Y at %I:%M%p"


def maloja_scrobble(play):
    return {
        "time": play.time,
        "track": {
            "artists": [play.artist],
            "title": play.track,
            "album": {"artists": [play.artist], "albumtitle": play.album},
            "length": PLAYED_S,
        },
        "duration": PLAYED_S,
        "origin": "client:default",
    }


MALOJA = database(
    """
    create table artists as select distinct artist_id as id, artist as name from song;
    create table albums as select distinct album_id as id, album as albtitle from song;
    create table tracks as select song as id, track as title, PLAYED_S as length, album_id from song;
    create table trackartists as select artist_id, song as track_id from song;
    create table scrobbles as select time as timestamp, '{}' as rawscrobble, 'client:x' as origin,
        PLAYED_S as duration, song as track_id from play;
    """
)


def alias(name):
    return {"aliases": [{"alias": name, "is_primary": True}]}


def koito_listen(play):
    return {
        "listened_at": at(play.time, ISO),
        "client": "x",
        "track": {"mbid": None, "duration": PLAYED_S, **alias(play.track)},
        "album": {"mbid": None, "various_artists": False, **alias(play.album)},
        "artists": [{"is_primary": True, **alias(play.artist)}],
    }


KOITO = database(
    """
    create table tracks as select song as id, album_id as release_id, PLAYED_S as duration from song;
    create table track_aliases as select song as track_id, track as alias, 1 as is_primary from song;
    create table artist_tracks as select artist_id, song as track_id, 1 as is_primary from song;
    create table artist_aliases as select distinct artist_id, artist as alias, 1 as is_primary from song;
    create table release_aliases as
        select distinct album_id as release_id, album as alias, 1 as is_primary from song;
    create table listens as select song as track_id, time as listened_at, 1 as user_id from play;
    """
)


def multi_scrobbler_play(play):
    return {
        "data": {
            "track": play.track,
            "artists": [{"name": play.artist}],
            "album": play.album,
            "duration": PLAYED_S,
            "playDate": at(play.time, ISO),
        },
        "meta": {"source": "Jellyfin"},
    }


MULTI_SCROBBLER = database(
    """
    create table components as select 1 as id, 'source' as mode, 'jellyfin' as type, 'x' as name;
    create table plays as select 1 as componentId, 1 as playedAt, 'scrobbled' as state,
        json_object ('data', json_object ('track', track, 'artists', json_array (artist), 'album', album,
            'playDate', strftime ('%Y-%m-%dT%H:%M:%SZ', time, 'unixepoch')),
            'meta', json_object ('source', 'Jellyfin')) as play from play;
    """
)

PLEX = database(
    """
    create table metadata_items as
        select 'g' || song as guid, artist as original_title, PLAYED_S * 1000 as duration from song;
    create table metadata_item_views as select 1 as account_id, 'g' || song as guid, 10 as metadata_type,
        'Various' as grandparent_title, album as parent_title, track as title,
        time + PLAYED_S as viewed_at from play;
    """
)

TAUTULLI = database(
    """
    create table session_history as select rowid as id, rowid as reference_id, time as started,
        time + PLAYED_S as stopped, 7 as user_id, 'u' as user, 'track' as media_type from play;
    create table session_history_metadata as select rowid as id, track as title, album as parent_title,
        artist as grandparent_title, '' as original_title, PLAYED_S * 1000 as duration from play;
    """
)

NAVIDROME = database(
    """
    create table media_file as select 'm' || song as id, track as title, artist, album,
        artist as album_artist, PLAYED_S + 0.5 as duration from song;
    create table scrobbles as
        select 'm' || song as media_file_id, 'u' as user_id, time as submission_time from play;
    """
)


def playback_report(play):
    """A play began 20 s before its row was written."""
    return (
        *(at(play.time + 20, "%Y-%m-%d %H:%M:%S.1234567"), "u", f"i{play.song}", "Audio"),
        f"{play.artist} - {play.track} ({play.album})",
        *("Direct", "web", "x", PLAYED_S),
    )


# The version says that times are in UTC; a pause is noted by Emby alone.
PLAYBACK_REPORT = """
    create table PlaybackActivity as
        select strftime ('%Y-%m-%d %H:%M:%S', time + 20, 'unixepoch') || '.1234567' as DateCreated,
        'u' as UserId, 'i' || song as ItemId, 'Audio' as ItemType,
        artist || ' - ' || track || ' (' || album || ')' as ItemName, 'Direct' as PlaybackMethod,
        'web' as ClientName, 'x' as DeviceName, PLAYED_S as PlayDuration PAUSE from play;
    pragma user_version = 1;
    """

# What programs made of Last.fm.


def lastfm_track(play):
    return {
        "artist": {"mbid": "", "#text": play.artist},
        "album": {"mbid": "", "#text": play.album},
        "name": play.track,
        "mbid": "",
        "date": {"uts": str(play.time), "#text": at(play.time, "%d %b %Y, %H:%M")},
    }


def lastfm_pages(plays):
    size = 200
    pages = [plays[first : first + size] for first in range(0, len(plays), size)]
    return json.dumps(
        [
            {"track": list(map(lastfm_track, page)), "@attr": {"page": str(number + 1)}}
            for number, page in enumerate(pages)
        ]
    )


def lastfm_archive(play):
    return {
        "timestamp": {"iso": at(play.time, "%Y-%m-%dT%H:%M:%S"), "unixtimestamp": play.time},
        "track": {"name": play.track, "mbid": None, "artist": {"name": play.artist}},
        "album": {"name": play.album, "artist": {"name": play.artist}},
        "application": "app",
    }


LASTFM_TO_SQLITE = database(
    """
    create table artists as select distinct 'a' || artist_id as id, artist as name from song;
    create table albums as select 'b' || song as id, album as title, 'a' || artist_id as artist_id from song;
    create table tracks as select 't' || song as id, 'b' || song as album_id, track as title from song;
    create table plays as select 't' || song as track_id,
        strftime ('%Y-%m-%dT%H:%M:%S', time, 'unixepoch') as timestamp from play;
    """
)

ANY_DATABASE = database(
    """
    create table artist as select distinct artist_id as id, artist as name from song;
    create table songs as select song as id, track as title, artist_id from song;
    create table plays as select rowid as id, song as song_id, time as played_at from play;
    """
)
EARLIER_DATABASE = database(
    """
    create table scrobbles (id integer primary key autoincrement, artist text not null, album text,
        track text not null, timestamp integer not null, source text not null, source_id text,
        unique (artist, track, timestamp, source));
    insert into scrobbles select rowid, artist, album, track, time, 'listenbrainz', null from play;
    """
)


# Tables without names of columns, logs and lists of times.


def played_times(plays):
    """A row for each song."""
    songs = {}
    for play in plays:
        songs.setdefault(play[:4], []).append(at(play.time, PLAIN))
    return "".join(
        f"{artist}\t{album}\t{track}\t{json.dumps(times)}\n"
        for (_, artist, track, album), times in songs.items()
    )


def rockbox(play):
    return f"{play.artist}\t{play.album}\t{play.track}\t1\t{PLAYED_S}\tL\t{play.time}\t\n"


def rockbox_playback(play):
    path = f"/Music/{play.artist}/{play.album}/01 - {play.track}.mp3"
    return f"{play.time + PLAYED_S}:{PLAYED_S * 1000}:{PLAYED_S * 1000}:{path}\n"


def lastfm_xml(play):
    return (
        f'<track><artist mbid="">{play.artist}</artist><name>{play.track}</name><mbid></mbid>'
        f'<album mbid="">{play.album}</album><date uts="{play.time}">then</date></track>\n'
    )


LASTFM_XML = lines(
    lastfm_xml,
    '<?xml version="1.0" encoding="utf-8"?>\n<lfm status="ok"><recenttracks user="alice" page="1">\n',
    "</recenttracks></lfm>\n",
)


def pano(play):
    return {
        "timeHuman": at(play.time, PLAIN),
        "timeMs": play.time * 1000,
        "artist": play.artist,
        "track": play.track,
        "album": play.album,
        "albumArtist": play.artist,
        "durationMs": PLAYED_S * 1000,
        "mediaPlayerPackage": "org.example",
        "mediaPlayerName": "Player",
        "mediaPlayerVersion": "1",
        "event": "scrobble",
    }


def own(play):
    return {
        "listened_at": play.time,
        "artist": play.artist,
        "track": play.track,
        "album": play.album,
        "source": "mine",
        "info": {"number": play.song},
    }


def names(when):
    """Artist, track, album and what @when makes of the time."""
    return lambda play: (play.artist, play.track, play.album, when(play))


def stamp(pattern):
    return lambda play: at(play.time, pattern)


def seconds(play):
    return play.time


ANY_TABLE = table("artist,track,album,time", names(seconds))
ANY = "CSV with a header"


PROGRAMS = {
    "maloja_json": form(
        "Maloja export",
        "maloja",
        objects(maloja_scrobble, lambda found: {"maloja": {}, "scrobbles": found}),
    ),
    "maloja_database": form("Maloja (database)", "maloja", MALOJA, count=LONG_COUNT),
    "koito_json": form(
        "Koito export",
        "koito",
        objects(koito_listen, lambda found: {"version": "1", "listens": found}),
    ),
    "koito_database": form("Koito (database)", "koito", KOITO),
    "multi_scrobbler_json": form(
        "multi-scrobbler", "jellyfin", objects(multi_scrobbler_play, lambda found: {"plays": found})
    ),
    "multi_scrobbler_database": form("multi-scrobbler (database)", "jellyfin", MULTI_SCROBBLER),
    "plex": form("Plex (database)", "plex", PLEX),
    "tautulli": form("Tautulli (database)", "plex", TAUTULLI),
    "navidrome": form("Navidrome (database)", "navidrome", NAVIDROME),
    "jellyfin_tsv": form(
        "Jellyfin (Playback Reporting)", "jellyfin", table(None, playback_report, "\t")
    ),
    "jellyfin_database": form(
        "Jellyfin (Playback Reporting, database)",
        "jellyfin",
        database(PLAYBACK_REPORT.replace("PAUSE", "")),
    ),
    "emby_tsv": form(
        "Emby (Playback Reporting)",
        "emby",
        table(None, lambda play: (*playback_report(play), 0, "192.0.2.1"), "\t"),
    ),
    "emby_database": form(
        "Emby (Playback Reporting, database)",
        "emby",
        database(PLAYBACK_REPORT.replace("PAUSE", ", 0 as PauseDuration")),
    ),
    "lastfm_csv": form(
        "Last.fm CSV",
        "lastfm",
        newest_first(
            table(
                "uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid",
                lambda play: (
                    *(play.time, at(play.time, "%d %b %Y, %H:%M"), play.artist, ""),
                    *(play.album, "", play.track, ""),
                ),
                quoting=csv.QUOTE_ALL,
            )
        ),
    ),
    "lastfm_archive_tsv": form(
        "Last.fm archive (TSV)",
        "lastfm",
        table(
            "ISO time,unixtime,track name,artist name,uncorrected track name,album name,application",
            lambda play: (
                *(at(play.time, "%Y-%m-%dT%H:%M:%S"), play.time, play.track, play.artist),
                *(play.track, play.album, "app"),
            ),
            "\t",
        ),
    ),
    "lastfm_archive_json": form("Last.fm archive (JSON)", "lastfm", objects(lastfm_archive)),
    "lastexport": form(
        "Last.fm table without a header (lastexport)",
        "lastfm",
        table(
            None, lambda play: (play.time, play.track, play.artist, play.album, "", "", ""), "\t"
        ),
    ),
    "lastfm_json": form("Last.fm JSON", "lastfm", newest_first(lastfm_pages)),
    "lastfm_xml": form("Last.fm XML", "lastfm", newest_first(LASTFM_XML)),
    "lastfmstats_csv": form(
        "Last.fm CSV",
        "lastfm",
        table(
            "Artist,Album,AlbumId,Track,Date#alice",
            lambda play: (play.artist, play.album, "", play.track, play.time * 1000),
            ";",
            quoting=csv.QUOTE_ALL,
        ),
    ),
    "lastfmstats_json": form(
        "Last.fm JSON (lastfmstats)",
        "lastfm",
        objects(
            lambda play: {
                "track": play.track,
                "artist": play.artist,
                "album": play.album,
                "date": play.time * 1000,
            },
            lambda found: {"username": "alice", "scrobbles": found},
        ),
    ),
    "lastfm_without_header": form(
        "Last.fm CSV without a header",
        "lastfm",
        newest_first(
            table(
                None,
                lambda play: (play.artist, play.album, play.track, at(play.time, "%d %b %Y %H:%M")),
            )
        ),
    ),
    "lastfm_backup_cli": form(
        "Last.fm CSV without a header (lastfm-backup-cli)",
        "lastfm",
        newest_first(
            table(
                None,
                lambda play: (
                    *at(play.time, "%Y-%m-%d,%H:%M:%S").split(","),
                    play.artist,
                    play.track,
                ),
            )
        ),
    ),
    "lastfm_to_sqlite": form("Last.fm (lastfm-to-sqlite)", "lastfm", LASTFM_TO_SQLITE),
    "scrubbler": form(
        "Scrubbler CSV",
        "unknown",
        table(
            None,
            lambda play: (
                *(play.artist, play.album, play.track, at(play.time, "%d.%m.%Y %H:%M:%S +00:00")),
                *(play.artist, "3:00"),
            ),
        ),
    ),
    "universal_scrobbler": form(
        "Universal Scrobbler CSV",
        "unknown",
        lines(
            lambda play: f'"{play.artist}", "{play.track}", "{play.album}", '
            f'"{at(play.time, PLAIN)}", "{play.artist}", "{PLAYED_S}"\n'
        ),
    ),
    "ifttt_spotify": form(
        "Spotify by IFTTT",
        "spotify",
        table(
            None,
            lambda play: (at(play.time, SPREAD), play.track, play.artist, "id", "https://x"),
        ),
    ),
    "ifttt_deezer": form(
        "Deezer by IFTTT",
        "deezer",
        table(
            None,
            lambda play: (
                *(play.track, "https://a", play.album, "https://b"),
                *(play.artist, "https://c", at(play.time, SPREAD)),
            ),
        ),
    ),
    "librefm": form(
        "Libre.fm CSV",
        "librefm",
        lambda plays: "# Libre.fm export of alice\n"
        + table("Artist,Track,Album,Time", names(seconds), quoting=csv.QUOTE_ALL)(plays),
    ),
    "pano_csv": form(
        "Pano Scrobbler CSV",
        "panoscrobbler",
        table(",".join(pano(SONGS[0])), lambda play: tuple(pano(play).values())),
    ),
    "pano_json": form("Pano Scrobbler export", "panoscrobbler", json_lines(pano)),
    "scrobbler_log": form(
        "portable player log (.scrobbler.log)",
        "rockbox",
        lines(rockbox, "#AUDIOSCROBBLER/1.1\n#TZ/UTC\n#CLIENT/Rockbox example 4.0\n"),
    ),
    "playback_log": form(
        "Rockbox playback log", "rockbox", lines(rockbox_playback, "# Started Ver. 4.0\n")
    ),
    "foobar2000": form("foobar2000 (played times)", "foobar2000", played_times),
    "spinitron": form(
        "Spinitron CSV",
        "spinitron",
        lambda plays: "Station,X\nProgramme,Night\n\n"
        + table(
            "Date-time,Artist,Song,Release,Label",
            lambda play: (at(play.time, ISO), play.artist, play.track, play.album, "L"),
        )(plays),
    ),
    "any_csv": form(ANY, "unknown", ANY_TABLE, count=LONG_COUNT),
    "any_xlsx": form(
        ANY, "unknown", workbook("Plays", "Artist,Song,Album,Played at", names(stamp(PLAIN)))
    ),
    "any_json": form(
        "list in JSON",
        "unknown",
        objects(
            lambda play: {
                "song": {"name": play.track, "by": [{"name": play.artist}]},
                "when": at(play.time, ISO),
            },
            lambda found: {"about": 1, "history": found},
        ),
        "--column=artist=song.by",
        "--column=track=song.name",
        "--column=time=when",
    ),
    "any_database": form("table of a database", "unknown", ANY_DATABASE, "--column=time=played_at"),
    "own_json_lines": form("Footprints export", "mine", json_lines(own)),
    "own_list": form(
        "Footprints export",
        "mine",
        objects(lambda play: {"timestamp": at(play.time, ISO), **own(play), "listened_at": None}),
    ),
    "own_csv": form(
        "Footprints CSV",
        "mine",
        table(
            "timestamp,artist,album,track,source",
            lambda play: (at(play.time, ISO), play.artist, play.album, play.track, "mine"),
        ),
    ),
    "earlier_database": form("database of the earlier program", "listenbrainz", EARLIER_DATABASE),
}
