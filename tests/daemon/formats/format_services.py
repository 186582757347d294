# SPDX-License-Identifier: LGPL-2.1-or-later
"""Files of services: what people get when they ask for their data."""

import json

from format_files import (
    ISO,
    LONG_COUNT,
    MINUTE,
    PLAIN,
    PLAYED_S,
    SONGS,
    archive,
    at,
    constant,
    end,
    form,
    half,
    json_lines,
    lines,
    newest_first,
    objects,
    table,
    workbook,
)

# Spotify.


def spotify_stream(play):
    return {
        "ts": end(play, ISO),
        "platform": "linux",
        "ms_played": PLAYED_S * 1000,
        "master_metadata_track_name": play.track,
        "master_metadata_album_artist_name": play.artist,
        "master_metadata_album_album_name": play.album,
        "spotify_track_uri": f"spotify:track:{play.song}",
        "skipped": False,
        "offline": False,
    }


def spotify_account_stream(play):
    return {
        "endTime": end(play, MINUTE),
        "artistName": play.artist,
        "trackName": play.track,
        "msPlayed": PLAYED_S * 1000,
    }


SPOTIFY = "Spotify Extended Streaming History/Streaming_History_Audio_2020"
SPOTIFY_EXTENDED = archive(
    {
        "Spotify Extended Streaming History/ReadMeFirst.pdf": constant("%PDF-1.7\n"),
        f"{SPOTIFY}_0.json": half(objects(spotify_stream), 0),
        f"{SPOTIFY}-2021_1.json": half(objects(spotify_stream), 1),
    }
)

# Apple Music, Amazon Music: who the artist is stands in a list beside the history.

APPLE_HEADER = (
    "Album Name,Container Album Name,Container Artist Name,Device Identifier,End Reason Type,Event End Timestamp,"
    "Event Received Timestamp,Event Start Timestamp,Event Timestamp,Event Type,IP City,Media Duration In Milliseconds,"
    "Media Type,Offline,Play Duration Milliseconds,Song Name,Source Type,UTC Offset In Seconds"
)


def apple_activity(play):
    return (
        *(play.album, "", "", "phone", "NATURAL_END_OF_TRACK", end(play, ISO), end(play, ISO)),
        *(at(play.time, ISO), "", "PLAY_END", "Town", PLAYED_S * 1000, "AUDIO", "false"),
        *(PLAYED_S * 1000, play.track, "ORIGINATING_DEVICE", 3600),
    )


def apple_library(plays):
    return json.dumps(
        [
            {
                "Content Type": "Song",
                "Title": song.track,
                "Artist": song.artist,
                "Album": song.album,
                "Apple Music Track Identifier": song.song,
            }
            for song in SONGS
        ]
    )


APPLE_FOLDER = "Apple_Media_Services/Apple Music Activity"
APPLE = archive(
    {
        "Apple_Media_Services.zip": archive(
            {
                f"{APPLE_FOLDER}/Apple Music Library Tracks.json.zip": archive(
                    {"Apple Music Library Tracks.json": apple_library}
                ),
                f"{APPLE_FOLDER}/Apple Music Play Activity.csv": table(
                    APPLE_HEADER, apple_activity
                ),
            }
        )
    }
)


def amazon_listen(play):
    return (
        *(end(play, "%Y-%m-%d %H:%M:%S GMT"), play.track, f"B{play.song}", PLAYED_S * 1000),
        *("trackFinished", "Phone", PLAYED_S * 1000),
    )


AMAZON = archive(
    {
        "Amazon-Music/listening.csv": table(
            "timestamp,title,asin,consumptionDurationMs,terminationReason,deviceType,trackLengthMs",
            amazon_listen,
        ),
        "Amazon-Music/library.csv": lambda plays: table(
            "asin,title,artistName,albumName",
            lambda song: (f"B{song.song}", song.track, song.artist, song.album),
        )(SONGS),
    }
)

# Google Takeout.

TAKEOUT = "YouTube Music (Google Takeout)"


def takeout_watch(play):
    return {
        "header": "YouTube Music",
        "title": f"Watched {play.track}",
        "titleUrl": f"https://music.youtube.com/watch?v=video{play.song:06}",
        "subtitles": [{"name": f"{play.artist} - Topic", "url": "https://www.youtube.com/x"}],
        "time": at(play.time, "%Y-%m-%dT%H:%M:%S.123Z"),
    }


def takeout_listen(play):
    return {
        "header": "Google Play Music",
        "title": f"Listened to {play.track}",
        "subtitles": [{"name": play.artist}],
        "time": at(play.time, "%Y-%m-%dT%H:%M:%S.000Z"),
    }


def takeout_page(header, verb, address, channel):
    """As Takeout writes it, all in one line."""

    def cell(play):
        when = at(play.time, "%d %b %Y, %H:%M:%S GMT")
        return (
            '<div class="outer-cell mdl-cell mdl-cell--12-col mdl-shadow--2dp"><div class="mdl-grid">'
            '<div class="header-cell mdl-cell mdl-cell--12-col"><p class="mdl-typography--title">'
            f'{header}<br></p></div><div class="content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1">'
            f'{verb}&nbsp;<a href="{address}{play.song:06}">{play.track}</a><br>{channel(play)}<br>{when}<br>'
            '</div><div class="content-cell mdl-cell mdl-cell--12-col mdl-typography--caption"><b>Products:</b>'
            "<br>&emsp;YouTube<br></div></div></div>"
        )

    return lines(
        cell,
        "<html><head><title>My Activity History</title><style>.content-cell{}.mdl-typography{}</style></head>"
        '<body><div class="mdl-grid">',
        "</div></body></html>",
    )


def channel(play):
    return f'<a href="https://www.youtube.com/channel/UC1">{play.artist} - Topic</a>'


DEEZER_HEADER = "Song Title,Artist,ISRC,Album Title,Listening Time,Platform Name,Date"


def deezer_stream(play):
    return (
        *(play.track, play.artist, f"XX{play.song:010}", play.album),
        *(PLAYED_S, "web", at(play.time, PLAIN)),
    )


TIDAL_HEADER = "entry_date,track_title,artist_name,album_name,stream_duration_ms,product_type"


def tidal_stream(play):
    return (
        *(at(play.time, PLAIN), play.track, play.artist, play.album),
        *(PLAYED_S * 1000, "TRACK"),
    )


def soundcloud_play(play):
    return {
        "played_at": play.time * 1000,
        "track": {
            "title": f"{play.artist} - {play.track}",
            "duration": PLAYED_S * 1000,
            "user": {"username": "somebody"},
        },
    }


def listenbrainz_listen(play):
    return {
        "listened_at": play.time,
        "recording_msid": f"6f2e0d0c-0000-4000-8000-{play.song:012}",
        "track_metadata": {
            "track_name": play.track,
            "artist_name": play.artist,
            "release_name": play.album,
            "additional_info": {"duration_ms": PLAYED_S * 1000},
        },
    }


def listenbrainz_package(plays):
    months = {}
    for play in plays:
        months.setdefault(at(play.time, "listens/%Y/%m.jsonl").replace("/0", "/"), []).append(play)
    assert len(months) > 1
    listens = json_lines(listenbrainz_listen)
    members = {name: constant(listens(month)) for name, month in months.items()}
    return archive({"user.json": constant('{"user_id":1,"username":"alice"}'), **members})(plays)


SERVICES = {
    "spotify_extended": form(
        "Spotify extended streaming history", "spotify", SPOTIFY_EXTENDED, count=LONG_COUNT
    ),
    "spotify_extended_csv": form(
        "Spotify extended streaming history (CSV)",
        "spotify",
        table(
            "ts,ms_played,track_name,artist_name,album_name",
            lambda play: (end(play, PLAIN), PLAYED_S * 1000, play.track, play.artist, play.album),
        ),
    ),
    "spotify_account": form("Spotify account data", "spotify", objects(spotify_account_stream)),
    "spotify_account_csv": form(
        "Spotify account data (CSV)",
        "spotify",
        table(
            "endTime,artistName,trackName,msPlayed",
            lambda play: tuple(spotify_account_stream(play).values()),
        ),
    ),
    "apple_music": form("Apple Music play activity", "apple-music", APPLE),
    "amazon_music": form("Amazon Music history", "amazon-music", AMAZON),
    "youtube_json": form(TAKEOUT, "youtube-music", newest_first(objects(takeout_watch))),
    "youtube_html": form(
        TAKEOUT,
        "youtube-music",
        newest_first(
            takeout_page(
                "YouTube Music", "Watched", "https://music.youtube.com/watch?v=video", channel
            )
        ),
        count=LONG_COUNT,
    ),
    "google_play_html": form(
        TAKEOUT,
        "google-play-music",
        takeout_page(
            "Google Play Music",
            "Listened to",
            "https://play.google.com/store/music/album?id=B",
            lambda play: play.artist,
        ),
    ),
    "google_play_json": form(TAKEOUT, "google-play-music", objects(takeout_listen)),
    "deezer_xlsx": form(
        "Deezer history", "deezer", workbook("10_listeningHistory", DEEZER_HEADER, deezer_stream)
    ),
    "deezer_csv": form("Deezer history", "deezer", table(DEEZER_HEADER, deezer_stream)),
    "tidal_csv": form("Tidal history", "tidal", table(TIDAL_HEADER, tidal_stream)),
    "tidal_json": form(
        "Tidal history",
        "tidal",
        objects(lambda play: dict(zip(TIDAL_HEADER.split(","), tidal_stream(play)))),
    ),
    "soundcloud_csv": form(
        "SoundCloud history",
        "soundcloud",
        table(
            "play_time,track_title,track_url",
            lambda play: (
                at(play.time, "%Y-%m-%d %H:%M:%S UTC"),
                f"{play.artist} - {play.track}",
                f"https://soundcloud.com/somebody/{play.song}",
            ),
        ),
    ),
    "soundcloud_json": form(
        "SoundCloud history",
        "soundcloud",
        objects(soundcloud_play, lambda found: {"collection": found, "next_href": None}),
    ),
    "listenbrainz_zip": form("ListenBrainz export", "listenbrainz", listenbrainz_package),
    "listenbrainz_list": form("ListenBrainz export", "listenbrainz", objects(listenbrainz_listen)),
}
