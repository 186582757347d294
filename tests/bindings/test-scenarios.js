// SPDX-License-Identifier: LGPL-2.1-or-later
// Copyright the Footprints authors

// Typical use of the library from GJS, and the behaviour of the overrides.

import Footprints from 'gi://Footprints?version=1';
import GIRepository from 'gi://GIRepository?version=2.0';
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import System from 'system';

const NEW_YEAR = new Date('2024-01-01T00:00:00Z');
const { NONE, NO_CREATE } = Footprints.StoreOpenFlags;
const UTC = GLib.TimeZone.new_utc();
const UTC_DAYS = Footprints.Calendar.new(UTC, 0);
const ALL = Footprints.Period.new_all_time(UTC_DAYS);

function equal(actual, expected) {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${left} is not ${right}`);
}

function fails(code, work) {
  try {
    work();
  } catch (error) {
    if (error instanceof GLib.Error && error.matches(Footprints.Error, code)) return;
    throw error;
  }
  throw new Error('it did not fail');
}

function scrobble(artist, track, minutes, more = {}) {
  return new Footprints.Scrobble({
    artist,
    track,
    listened_at: new Date(NEW_YEAR.getTime() + minutes * 60000),
    ...more,
  });
}

function fill(store) {
  equal(
    store.add_scrobbles(
      [
        scrobble('Ädel', 'Eins', 0, { album: 'Erste', source: 'lastfm' }),
        scrobble('Ädel', 'Zwei', 5, { album: 'Erste', source: 'lastfm' }),
        scrobble('Brom', 'Drei', 10, { source: 'lastfm', duration_ms: 180000 }),
      ],
      null,
    ),
    3,
  );
}

/** Six plays on two pages, each of which arrives later. */
const Invented = GObject.registerClass(
  class Invented extends Footprints.Importer {
    vfunc_fetch_page(page) {
      const number = Number(page.get_cursor() ?? 0);
      for (let i = 0; i < 3; i++)
        page.add_scrobble(scrobble('A', `${number}-${i}`, number * 10 + i, { source: 'invented' }));
      page.add_rejection(`nothing on page ${number}`);
      page.set_expected_total(8);
      page.set_next_cursor(number < 1 ? String(number + 1) : null);
      GLib.idle_add(GLib.PRIORITY_DEFAULT, () => {
        page.complete();
        return GLib.SOURCE_REMOVE;
      });
    }
  },
);

const Broken = GObject.registerClass(
  class Broken extends Footprints.Importer {
    vfunc_fetch_page(page) {
      page.fail(Footprints.Error.UNAUTHORIZED, 'the door is closed');
    }
  },
);

Footprints.Importer.register('invented', Invented);
Footprints.Importer.register('broken', Broken);

/** Fails in the way that the name of its account says. */
const Failing = GObject.registerClass(
  class Failing extends Footprints.Importer {
    vfunc_fetch_page(page) {
      if (this.account === 'rejects') return this.reject();
      if (this.account === 'ends-and-throws') page.complete();
      if (this.account === 'throws-text') throw 'only text';
      throw new RangeError('out of it');
    }

    async reject() {
      await null;
      throw new RangeError('out of it');
    }
  },
);

/** Completes its page asynchronously. */
const Promising = GObject.registerClass(
  class Promising extends Footprints.Importer {
    async vfunc_fetch_page(page) {
      await null;
      page.add_scrobble(scrobble('A', 'promised', 0));
      page.complete();
    }

    async vfunc_count_plays(page) {
      await null;
      if (this.account === 'rejects') throw new RangeError('out of it');
      page.set_expected_total(1);
      page.complete();
    }
  },
);

/** Fails the test if the promise never settles, which would block it. */
function settled(promise) {
  let timer = 0;
  const late = new Promise((resolve, reject) => {
    timer = GLib.timeout_add_seconds(GLib.PRIORITY_DEFAULT, 10, () => {
      timer = 0;
      reject(new Error('it never settled'));
      return GLib.SOURCE_REMOVE;
    });
  });
  return Promise.race([promise, late]).finally(() => timer && GLib.source_remove(timer));
}

async function rejects(promise, code, message) {
  try {
    await settled(promise);
  } catch (error) {
    if (!(error instanceof GLib.Error && error.matches(Footprints.Error, code))) throw error;
    equal(error.message, message);
    return error;
  }
  throw new Error('it did not fail');
}

function listNullable() {
  const repository = GIRepository.Repository.get_default();
  const others = ['Cancellable', 'AsyncReadyCallback'];
  const names = new Set();
  const methods = {
    [GIRepository.InfoType.OBJECT]: [
      GIRepository.object_info_get_n_methods,
      GIRepository.object_info_get_method,
    ],
    [GIRepository.InfoType.STRUCT]: [
      GIRepository.struct_info_get_n_methods,
      GIRepository.struct_info_get_method,
    ],
  };
  for (let i = 0; i < repository.get_n_infos('Footprints'); i++) {
    const info = repository.get_info('Footprints', i);
    const [count, get] = methods[info.get_type()] ?? [() => 0, null];
    for (let j = 0; j < count(info); j++) {
      const method = get(info, j);
      for (let k = 0; k < GIRepository.callable_info_get_n_args(method); k++) {
        const argument = GIRepository.callable_info_get_arg(method, k);
        const type = GIRepository.type_info_get_interface(GIRepository.arg_info_get_type(argument));
        if (
          GIRepository.arg_info_may_be_null(argument) &&
          argument.get_name() !== 'user_data' &&
          !others.includes(type?.get_name())
        )
          names.add(GIRepository.function_info_get_symbol(method).replace('footprints_', ''));
      }
    }
  }
  return [...names].sort();
}

Footprints.Importer.register('failing', Failing);
Footprints.Importer.register('promising', Promising);

const { ARTIST } = Footprints.EntityKind;

function build(name) {
  const builder = Footprints.ScrobbleBuilder.new();
  builder.set_artist('A');
  builder.set_track('B');
  builder.set_listened_at(1700000000);
  builder[`set_${name}`](null);
  return builder.build();
}

// The effect of null in each place that accepts it; the list is that of the typelib.
const nulls = {
  calendar_new: () => Footprints.Calendar.new(null, 0).get_zone() !== null,
  exporter_set_period: it => it.exporter.set_period(null) === undefined,
  file_importer_set_column: it =>
    it.file.set_column(Footprints.ImportColumn.ARTIST, null) === undefined,
  file_importer_set_encoding: it => it.file.set_encoding(null) === undefined,
  file_importer_set_listener: it => it.file.set_listener(null) === undefined,
  file_importer_set_label: it => it.file.set_label(null) === undefined,
  file_importer_set_source: it => it.file.set_source(null) === undefined,
  file_importer_set_zone: it => it.file.set_zone(null) === undefined && it.file.get_zone() !== null,
  history_filter: it => it.history.filter(null, null, null, null).get_n_plays() === 3,
  history_get_chart_full: it =>
    it.history.get_chart_full(ARTIST, Footprints.Measure.PLAYS, ALL, null, 0, 10).length === 2,
  history_get_entity: it => it.history.get_entity(ARTIST, 'Brom', null, ALL) !== null,
  history_get_rank_history: it =>
    it.history.get_rank_history(ARTIST, 'Brom', null, ALL, Footprints.Granularity.YEAR).length > 0,
  history_get_years: it => it.history.get_years(null).length === 1,
  import_page_set_next_cursor: () => true, // Every importer calls it.
  import_job_set_rejections_path: it => it.job.set_rejections_path(null) === undefined,
  importer_create: () => Footprints.Importer.create('lastfm', 'me', null, null).base_url === null,
  importer_fetch_page_async: () => true, // The check of ranges covers it.
  importer_set_base_url: it => it.importer.set_base_url(null) === undefined,
  importer_set_contact: it => it.importer.set_contact(null) === undefined,
  importer_set_source: it => it.importer.set_source(null) === undefined,
  listenbrainz_importer_new: () => Footprints.ListenbrainzImporter.new('me', null).account === 'me',
  period_new_all_time: () => Footprints.Period.new_all_time(null).is_all_time(),
  period_new_day: () => Footprints.Period.new_day(2024, 1, 1, null) !== null,
  period_new_iso_week: () => Footprints.Period.new_iso_week(2024, 1, null) !== null,
  period_new_month: () => Footprints.Period.new_month(2024, 1, null) !== null,
  period_new_named: () => Footprints.Period.new_named(Footprints.PeriodName.TODAY, null) !== null,
  period_new_named_at: () =>
    Footprints.Period.new_named_at(Footprints.PeriodName.TODAY, null, 1700000000) !== null,
  period_new_range: () => Footprints.Period.new_range(null, null, null).is_all_time(),
  period_new_year: () => Footprints.Period.new_year(2024, null) !== null,
  period_parse: () => Footprints.Period.parse('2024', null) !== null,
  scrobble_builder_set_album: () => build('album').album === null,
  scrobble_builder_set_album_artist: () => build('album_artist').album_artist === null,
  scrobble_builder_set_info: () => build('info').info === null,
  scrobble_builder_set_source: () => build('source').source === 'local',
  scrobble_builder_set_source_id: () => build('source_id').source_id === null,
  reach_new: () => Footprints.Reach.new(null, null) !== null,
  importer_set_reach: it => it.importer.set_reach(null) === undefined,
  store_set_reach: it => it.store.set_reach(null) === undefined,
  store_read_scrobbles: it => [...it.store.read_scrobbles(null, false, null)].length === 3,
  store_set_key_file: it => it.store.set_key_file(null) === undefined,
  spotify_login_set_base_url: it => it.login.set_base_url(null) === undefined,
  spotify_login_set_reach: it => it.login.set_reach(null) === undefined,
  sync_config_set_base_url: it => it.config.set_base_url(null) === undefined,
  sync_config_set_secret: it => it.config.set_secret(null) === undefined && !it.config.has_secret,
  sync_scheduler_set_contact: it => it.scheduler.set_contact(null) === undefined,
};

const checks = {
  nulls(path) {
    const store = Footprints.Store.open(path, NONE, null);
    fill(store);
    const things = {
      store,
      history: store.get_history(null),
      exporter: Footprints.Exporter.new(store, Footprints.ExportFormat.JSONL),
      file: Footprints.FileImporter.new('x'),
      job: Footprints.ImportJob.new(store, Footprints.FileImporter.new('x')),
      importer: Footprints.Importer.create('lastfm', 'me', null, null),
      config: Footprints.SyncConfig.new('lastfm', 'me'),
      login: Footprints.SpotifyLogin.new('abc', 'http://127.0.0.1/'),
      scheduler: Footprints.SyncScheduler.new(store),
    };
    // Every report that accepts all time works the same way.
    for (const name of listNullable().filter(each => each.startsWith('history_list_')))
      nulls[name] = it => it.history[name.slice('history_'.length)](null, 10).get_n_items() > 0;
    equal(Object.keys(nulls).sort(), listNullable());
    for (const name in nulls) equal([name, nulls[name](things)], [name, true]);
    store.close();
  },

  async ranges(path) {
    const store = Footprints.Store.open(path, NONE, null);
    fill(store);
    const history = store.get_history(null);
    const count = (start, end) =>
      history.get_overview(Footprints.Period.new_range(start, end, UTC_DAYS)).n_plays;
    const later = new Date(NEW_YEAR.getTime() + 5 * 60000);
    equal(
      [
        count(null, null),
        count(later, null),
        count(null, later),
        count(undefined, later),
        count(later, later),
      ],
      [3, 2, 1, 1, 0],
    );
    equal(Footprints.Period.new_range(null, null, UTC_DAYS).is_all_time(), true);
    const importer = Footprints.Importer.create('promising', 'me', null, null);
    equal((await settled(importer.fetch_page_async(null, null, null, null))).get_n_plays(), 1);
    equal(await settled(importer.count_plays_async(null, null, null)), 1);
    store.close();
  },

  async failing_importers(path) {
    const store = Footprints.Store.open(path, NONE, null);
    const { FAILED } = Footprints.Error;
    for (const account of ['throws', 'rejects', 'throws-text']) {
      const importer = Footprints.Importer.create('failing', account, null, null);
      const message = account === 'throws-text' ? 'only text' : 'RangeError: out of it';
      for (const run of [
        () => Footprints.ImportJob.new(store, importer).run_async(null),
        () => importer.fetch_page_async(null, 0, null, null),
      ]) {
        const error = await rejects(run(), FAILED, message);
        equal(error.cause instanceof RangeError || error.cause === 'only text', true);
        equal(
          account === 'throws-text' ||
            error.cause.stack.includes('vfunc_fetch_page') ||
            error.cause.stack.includes('reject'),
          true,
        );
      }
    }
    const verification = Footprints.Verification.new(
      store,
      Footprints.Importer.create('failing', 'throws', null, null),
    );
    await rejects(verification.run_async(null), FAILED, 'RangeError: out of it');
    await rejects(
      Footprints.Importer.create('promising', 'rejects', null, null).count_plays_async(
        0,
        null,
        null,
      ),
      FAILED,
      'RangeError: out of it',
    );
    // An exception after the end of a page is only logged.
    await settled(
      Footprints.ImportJob.new(
        store,
        Footprints.Importer.create('failing', 'ends-and-throws', null, null),
      ).run_async(null),
    );
    const job = Footprints.ImportJob.new(
      store,
      Footprints.Importer.create('promising', 'me', null, null),
    );
    await settled(job.run_async(null));
    equal(
      [...store.list_scrobbles(0, 10, null)].map(one => [one.track, one.source]),
      [['promised', 'promising']],
    );
    store.close();
  },

  async every_function(path) {
    // Each asynchronous function returns a promise if it gets no callback, and also works with one.
    for (const name of Object.keys(Footprints)) {
      const prototype = Footprints[name]?.prototype;
      for (const method of prototype ? Object.getOwnPropertyNames(prototype) : []) {
        if (method.endsWith('_async') && !method.startsWith('_original'))
          equal([name, method, `_original_${method}` in prototype], [name, method, true]);
      }
    }
    const store = Footprints.Store.open(path, NONE, null);
    store.add_scrobble_async(scrobble('A', 'dropped', 0), null, null);
    const number = await settled(
      new Promise((resolve, reject) => {
        store.add_scrobble_async(scrobble('A', 'called back', 1), null, (source, result) => {
          try {
            resolve(store.add_scrobble_finish(result)[0]);
          } catch (error) {
            reject(error);
          }
        });
      }),
    );
    equal(number > 0, true);
    await settled(store.add_scrobble_async(scrobble('A', 'awaited', 2), null));
    equal(store.count_scrobbles(null), 3);
    const scheduler = Footprints.SyncScheduler.new(store);
    await settled(scheduler.stop_async());
    await settled(scheduler.stop_async());
    store.close();
  },

  secret(path) {
    const store = Footprints.Store.open(path, NONE, null);
    const config = new Footprints.SyncConfig({ source: 'lastfm', account: 'me' });
    config.secret = 'k'.repeat(32);
    store.save_sync_config(config, null);
    equal(store.get_sync_config(config.id, null).has_secret, true);
    store.close();
  },

  store(path) {
    const store = Footprints.Store.open(path, NONE, null);
    fill(store);
    const [number, added] = store.add_scrobble(
      scrobble('Brom', 'Drei', 10, { source: 'lastfm' }),
      null,
    );
    equal(added, false);
    equal(store.count_scrobbles(null), 3);
    equal(store.get_scrobble(number, null).duration_ms, 180000);
    const page = store.list_scrobbles(0, 2, null);
    equal(
      [...page].map(one => one.track),
      ['Drei', 'Zwei'],
    );
    const rest = store.list_scrobbles_after(page.next_cursor, 10, null);
    equal(
      [...rest].map(one => one.track),
      ['Eins'],
    );
    equal(
      [...store.read_scrobbles(null, true, null)][0].date.toISOString(),
      NEW_YEAR.toISOString(),
    );
    equal(store.list_source_ids([999, number], null), [
      '',
      store.get_scrobble(number, null).source_id ?? '',
    ]);
    equal(store.remove_scrobbles([number, 999], null), 1);
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
    equal(
      [...chart].map(e => [e.rank, e.name, e.n_plays]),
      [
        [1, 'Ädel', 2],
        [2, 'Brom', 1],
      ],
    );
    const overview = history.get_overview(Footprints.Period.parse('2024', UTC_DAYS));
    equal([overview.n_plays, overview.n_albums], [3, 1]);
    const found = history.search('ADEL', 5).get_matches(Footprints.EntityKind.ARTIST);
    equal(
      [...found].map(e => e.name),
      ['Ädel'],
    );
    equal(
      [...history.get_timeline(ALL, 0, 10)].map(e => e.track),
      ['Drei', 'Zwei', 'Eins'],
    );
    equal(
      [...history.get_pulse(ALL, Footprints.Granularity.YEAR, true)].map(s => s.label),
      ['2024'],
    );
    equal(
      [
        ...history.get_years(
          Footprints.Calendar.new(GLib.TimeZone.new_identifier('America/New_York'), 0),
        ),
      ].map(y => y.year),
      [2023],
    );
    const late = Footprints.Calendar.new(UTC, 4);
    equal([late.get_zone().get_identifier(), late.get_day_start_hour()], ['UTC', 4]);
    equal(
      [...history.get_years(late)].map(y => y.year),
      [2023],
    );
    store.close();
  },

  errors(path) {
    const store = Footprints.Store.open(path, NONE, null);
    fails(Footprints.Error.INVALID_SCROBBLE, () => store.add_scrobble(scrobble(' ', 'x', 0), null));
    fails(Footprints.Error.INVALID_ARGUMENT, () => Footprints.Period.parse('2024-13', null));
    fails(Footprints.Error.NOT_FOUND, () =>
      Footprints.Store.open(`${path}.missing`, NO_CREATE, null),
    );
    store.close();
  },

  async promises(path) {
    const store = await Footprints.Store.open_async(path, NONE, null);
    const counts = await Promise.all(
      [...Array(20).keys()].map(n => store.add_scrobbles_async([scrobble('A', 'B', n)], null)),
    );
    equal(
      counts.reduce((sum, n) => sum + n, 0),
      20,
    );
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
    equal(
      [job.state, job.summary.n_duplicate, job.progress],
      [Footprints.ImportState.FINISHED, 3, 1],
    );
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
    await Footprints.ImportJob.new(store, make('broken'))
      .run_async(null)
      .catch(error => {
        failure = error;
      });
    equal(failure.matches(Footprints.Error, Footprints.Error.UNAUTHORIZED), true);
    equal(failure.message, 'the door is closed');
    store.close();
  },

  async verification(path) {
    const store = Footprints.Store.open(path, NONE, null);
    store.add_scrobble(scrobble('A', '0-0', 0, { source: 'invented' }), null);
    store.add_scrobble(scrobble('A', 'gone', 1, { source: 'invented' }), null);
    const importer = Footprints.Importer.create('invented', 'me', null, null);
    importer.source = 'invented';
    const verification = Footprints.Verification.new(store, importer);
    verification.repair = true;
    await verification.run_async(null);
    equal([verification.n_missing, verification.n_extra, verification.n_repaired], [5, 0, 5]);
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
