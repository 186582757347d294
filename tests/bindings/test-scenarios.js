// SPDX-License-Identifier: LGPL-2.1-or-later
// Copyright the Footprints authors

// What a GJS program does with the library, and the manners of the overrides.

import Footprints from 'gi://Footprints?version=1';
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import System from 'system';

const NEW_YEAR = new Date('2024-01-01T00:00:00Z');
const {NONE, NO_CREATE} = Footprints.StoreOpenFlags;
const UTC = GLib.TimeZone.new_utc();
const UTC_DAYS = Footprints.Calendar.new(UTC, 0);
const ALL = Footprints.Period.new_all_time(UTC_DAYS);

function equal(actual, expected) {
    const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
    if (left !== right)
        throw new Error(`${left} is not ${right}`);
}

function fails(code, work) {
    try {
        work();
    } catch (error) {
        if (error instanceof GLib.Error && error.matches(Footprints.Error, code))
            return;
        throw error;
    }
    throw new Error('it did not fail');
}

function scrobble(artist, track, minutes, more = {}) {
    return new Footprints.Scrobble({
        artist, track, listened_at: new Date(NEW_YEAR.getTime() + minutes * 60000), ...more,
    });
}

function fill(store) {
    equal(store.add_scrobbles([
        scrobble('Ädel', 'Eins', 0, {album: 'Erste', source: 'lastfm'}),
        scrobble('Ädel', 'Zwei', 5, {album: 'Erste', source: 'lastfm'}),
        scrobble('Brom', 'Drei', 10, {source: 'lastfm', duration_ms: 180000}),
    ], null), 3);
}

/** Six plays on two pages, the second of which comes later. */
const Invented = GObject.registerClass(class Invented extends Footprints.Importer {
    vfunc_fetch_page(page) {
        const number = Number(page.get_cursor() ?? 0);
        for (let i = 0; i < 3; i++)
            page.add_scrobble(scrobble('A', `${number}-${i}`, number * 10 + i, {source: 'invented'}));
        page.add_rejection(`nothing on page ${number}`);
        page.set_expected_total(8);
        page.set_next_cursor(number < 1 ? String(number + 1) : null);
        GLib.idle_add(GLib.PRIORITY_DEFAULT, () => {
            page.complete();
            return GLib.SOURCE_REMOVE;
        });
    }
});

const Broken = GObject.registerClass(class Broken extends Footprints.Importer {
    vfunc_fetch_page(page) {
        page.fail(Footprints.Error.UNAUTHORIZED, 'the door is closed');
    }
});

Footprints.Importer.register('invented', Invented);
Footprints.Importer.register('broken', Broken);

const checks = {
    store(path) {
        const store = Footprints.Store.open(path, NONE, null);
        fill(store);
        const [number, added] =
            store.add_scrobble(scrobble('Brom', 'Drei', 10, {source: 'lastfm'}), null);
        equal(added, false);
        equal(store.count_scrobbles(null), 3);
        equal(store.get_scrobble(number, null).duration_ms, 180000);
        const page = store.list_scrobbles(0, 2, null);
        equal([...page].map(one => one.track), ['Drei', 'Zwei']);
        const rest = store.list_scrobbles_after(page.next_cursor, 10, null);
        equal([...rest].map(one => one.track), ['Eins']);
        equal([...store.read_scrobbles(null, true, null)][0].date.toISOString(),
            NEW_YEAR.toISOString());
        equal(store.delete_scrobbles([number, 999], null), 1);
        store.close();
        fails(Footprints.Error.CLOSED, () => store.count_scrobbles(null));
    },

    async backup(path) {
        const store = Footprints.Store.open(path, NONE, null);
        fill(store);
        equal(store.check(null), true);
        equal(await store.back_up_async(`${path}.copy`, null), 3);
        store.add_scrobble(scrobble('Later', 'Vier', 20), null);
        equal(Footprints.Store.restore(path, `${path}.copy`, `${path}.kept`, null), 3);
        equal(store.count_scrobbles(null), 3);
        store.close();
    },

    reports(path) {
        const store = Footprints.Store.open(path, NONE, null);
        fill(store);
        const history = store.get_history(null);
        const chart = history.get_chart(Footprints.EntityKind.ARTIST, ALL, 0, 10);
        equal(chart.length, 2);
        equal([...chart].map(e => [e.rank, e.name, e.n_plays]), [[1, 'Ädel', 2], [2, 'Brom', 1]]);
        const overview = history.get_overview(Footprints.Period.parse('2024', UTC_DAYS));
        equal([overview.n_plays, overview.n_albums], [3, 1]);
        const found = history.search('ADEL', 5).get_matches(Footprints.EntityKind.ARTIST);
        equal([...found].map(e => e.name), ['Ädel']);
        equal([...history.get_timeline(ALL, 0, 10)].map(e => e.track), ['Drei', 'Zwei', 'Eins']);
        equal([...history.get_pulse(ALL, Footprints.Granularity.YEAR, true)].map(s => s.label),
            ['2024']);
        equal([...history.get_years(Footprints.Calendar.new(GLib.TimeZone.new_identifier('America/New_York'), 0))]
            .map(y => y.year), [2023]);
        const late = Footprints.Calendar.new(UTC, 4);
        equal([late.get_zone().get_identifier(), late.get_day_start_hour()], ['UTC', 4]);
        equal([...history.get_years(late)].map(y => y.year), [2023]);
        store.close();
    },

    errors(path) {
        const store = Footprints.Store.open(path, NONE, null);
        fails(Footprints.Error.INVALID_SCROBBLE,
            () => store.add_scrobble(scrobble(' ', 'x', 0), null));
        fails(Footprints.Error.INVALID_ARGUMENT, () => Footprints.Period.parse('2024-13', null));
        fails(Footprints.Error.NOT_FOUND,
            () => Footprints.Store.open(`${path}.missing`, NO_CREATE, null));
        store.close();
    },

    async promises(path) {
        const store = await Footprints.Store.open_async(path, NONE, null);
        const counts = await Promise.all([...Array(20).keys()].map(
            n => store.add_scrobbles_async([scrobble('A', 'B', n)], null)));
        equal(counts.reduce((sum, n) => sum + n, 0), 20);
        const history = await store.get_history_async(null);
        equal(history.get_n_plays(), 20);
        store.close();
    },

    async files(path) {
        const store = Footprints.Store.open(path, NONE, null);
        fill(store);
        const file = Gio.File.new_for_path(`${path}.jsonl`);
        const stream = file.replace(null, false, Gio.FileCreateFlags.NONE, null);
        const exporter = Footprints.Exporter.new(store, Footprints.ExportFormat.JSONL);
        equal(await exporter.write_async(stream, null), 3);
        stream.close(null);
        const job = Footprints.ImportJob.new(store, Footprints.FileImporter.new(file.get_path()));
        await job.run_async(null);
        equal([job.state, job.summary.n_duplicate, job.progress],
            [Footprints.ImportState.FINISHED, 3, 1]);
        store.close();
    },

    async importers(path) {
        const store = Footprints.Store.open(path, NONE, null);
        const make = source => Footprints.Importer.create(source, 'me', null, null);
        const job = Footprints.ImportJob.new(store, make('invented'));
        await job.run_async(null);
        equal([job.summary.n_new, job.summary.n_rejected, job.expected_total], [6, 2, 8]);
        const again = Footprints.ImportJob.new(store, make('invented'));
        await again.run_async(null);
        equal([again.summary.n_new, again.summary.n_duplicate], [0, 6]);
        let failure = null;
        await Footprints.ImportJob.new(store, make('broken')).run_async(null)
            .catch(error => { failure = error; });
        equal(failure.matches(Footprints.Error, Footprints.Error.UNAUTHORIZED), true);
        equal(failure.message, 'the door is closed');
        store.close();
    },

    async verification(path) {
        const store = Footprints.Store.open(path, NONE, null);
        store.add_scrobble(scrobble('A', '0-0', 0, {source: 'invented'}), null);
        store.add_scrobble(scrobble('A', 'gone', 1, {source: 'invented'}), null);
        const importer = Footprints.Importer.create('invented', 'me', null, null);
        importer.source = 'invented';
        const verification = Footprints.Verification.new(store, importer);
        verification.repair = true;
        await verification.run_async(null);
        equal([verification.n_missing, verification.n_extra, verification.n_repaired], [5, 1, 5]);
        equal(verification.months.get_item(0).label, '2024-01');
        equal(store.count_scrobbles(null), 7);
        store.close();
    },
};

let failures = 0;
const names = Object.keys(checks);
print(`1..${names.length}`);
for (const [index, name] of names.entries()) {
    const folder = GLib.Dir.make_tmp('footprints-gjs-XXXXXX');
    try {
        await checks[name](`${folder}/history.db`);
        print(`ok ${index + 1} /gjs/${name}`);
    } catch (error) {
        failures++;
        print(`not ok ${index + 1} /gjs/${name}`);
        print(`# ${error.message}\n# ${error.stack.replaceAll('\n', '\n# ')}`);
    }
    GLib.spawn_command_line_sync(`rm -r ${folder}`);
}
System.exit(failures ? 1 : 0);
