// SPDX-License-Identifier: LGPL-2.1-or-later
// Copyright the Footprints authors

// Overrides for Footprints in GJS: promises for asynchronous methods, iteration over lists and cursors,
// Date in and out, null for an open time bound. An exception of an importer fails its page and is the
// `cause` of the error of its import.

const { Gio, GLib, GObject } = imports.gi;

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

function toUnix(value) {
  return value instanceof Date ? Math.floor(value.getTime() / 1000) : value;
}

function toDate(seconds) {
  return seconds === 0 ? null : new Date(seconds * 1000);
}

function promisify(klass, names) {
  for (const name of names) Gio._promisify(klass.prototype, `${name}_async`, `${name}_finish`);
}

function makeIterable(klass) {
  klass.prototype[Symbol.iterator] = function* () {
    const length = this.get_n_items();
    for (let i = 0; i < length; i++) yield this.get_item(i);
  };
  Object.defineProperty(klass.prototype, 'length', {
    configurable: true,
    get() {
      return this.get_n_items();
    },
  });
}

/** A time bound; null and undefined mean that it is open. */
function toBound(value, open) {
  return value === null || value === undefined ? open : toUnix(value);
}

function describe(error) {
  return error instanceof Error || error instanceof GLib.Error
    ? `${error.name}: ${error.message}`
    : `${error}`;
}

/** Pages that have ended, importers whose exceptions reach a caller, and these exceptions. */
const endedPages = new WeakSet();
const watchedImporters = new WeakSet();
const failures = new WeakMap();

function failPage(Footprints, importer, page, error) {
  if (endedPages.has(page)) {
    logError(error, 'an importer, after the end of its page');
    return;
  }
  const message = describe(error);
  if (watchedImporters.has(importer)) failures.set(importer, { message, error });
  else logError(error, 'an importer');
  page.fail(Footprints.Error.FAILED, message);
}

/** Makes sure that a page ends, even when the method that should end it throws or rejects. */
function guard(Footprints, klass, name) {
  const method = Object.getOwnPropertyDescriptor(klass.prototype, name)?.value;
  if (typeof method !== 'function') return;
  klass.prototype[name] = function (page) {
    try {
      const promise = method.call(this, page);
      if (typeof promise?.then === 'function')
        promise.then(null, error => failPage(Footprints, this, page, error));
    } catch (error) {
      failPage(Footprints, this, page, error);
    }
  };
}

function guardImporters(Footprints) {
  Footprints.Importer._classInit = function (klass) {
    for (const name of ['vfunc_fetch_page', 'vfunc_count_plays']) guard(Footprints, klass, name);
    return GObject.Object._classInit(klass);
  };
  for (const name of ['complete', 'fail']) {
    const end = Footprints.ImportPage.prototype[name];
    Footprints.ImportPage.prototype[name] = function (...args) {
      if (endedPages.has(this)) throw new Error('the page has already ended');
      endedPages.add(this);
      return end.apply(this, args);
    };
  }
}

/** Makes the promise of an asynchronous method reject with the exception of an importer as the cause. */
function addCause(klass, name, getImporter) {
  const method = klass.prototype[name];
  klass.prototype[name] = function (...args) {
    const importer = getImporter(this);
    watchedImporters.add(importer);
    const promise = method.apply(this, args);
    return promise?.catch(error => {
      const failure = failures.get(importer);
      if (failure?.message === error.message) error.cause = failure.error;
      failures.delete(importer);
      throw error;
    });
  };
}

/** Accepts null for open bounds, which are the arguments from index on. */
function openBounds(klass, name, index) {
  const method = klass.prototype[name];
  klass.prototype[name] = function (...args) {
    if (args.length > index) args[index] = toBound(args[index], 0);
    if (args.length > index + 1) args[index + 1] = toBound(args[index + 1], MAX_INT64);
    return method.apply(this, args);
  };
}

function addDate(klass, property) {
  Object.defineProperty(klass.prototype, 'date', {
    configurable: true,
    get() {
      return toDate(this[property]);
    },
  });
}

function _init() {
  const Footprints = this;

  Gio._promisify(Footprints.Store, 'open_async', 'open_finish');
  promisify(Footprints.Store, [
    'add_scrobble',
    'add_scrobbles',
    'back_up',
    'remove_scrobbles',
    'restore_scrobbles',
    'list_source_ids',
    'get_history',
    'list_scrobbles',
  ]);
  promisify(Footprints.FileImporter, ['plan']);
  promisify(Footprints.ImportJob, ['run']);
  promisify(Footprints.Exporter, ['write']);
  promisify(Footprints.Importer, ['fetch_page', 'count_plays']);
  promisify(Footprints.SyncScheduler, ['stop', 'trigger']);
  promisify(Footprints.SpotifyLogin, ['complete']);
  promisify(Footprints.Verification, ['run']);
  openBounds(Footprints.Importer, 'fetch_page_async', 1);
  openBounds(Footprints.Importer, 'count_plays_async', 0);

  guardImporters(Footprints);
  addCause(Footprints.ImportJob, 'run_async', job => job.get_import_source());
  addCause(Footprints.Verification, 'run_async', verification => verification.get_importer());
  addCause(Footprints.Importer, 'fetch_page_async', importer => importer);
  addCause(Footprints.Importer, 'count_plays_async', importer => importer);

  makeIterable(Footprints.ListReport);
  makeIterable(Footprints.ScrobblePage);

  Footprints.Cursor.prototype[Symbol.iterator] = function* () {
    try {
      while (this.next()) yield this.dup_scrobble();
    } finally {
      this.close();
    }
  };

  const initScrobble = Footprints.Scrobble.prototype._init;
  Footprints.Scrobble.prototype._init = function (properties = {}) {
    if ('listened_at' in properties)
      properties = { ...properties, listened_at: toUnix(properties.listened_at) };
    return initScrobble.call(this, properties);
  };
  addDate(Footprints.Scrobble, 'listened_at');
  addDate(Footprints.TimelineEntry, 'listened_at');
  addDate(Footprints.PulseStep, 'start');

  const newRange = Footprints.Period.new_range;
  Footprints.Period.new_range = function (start, end, calendar = null) {
    return newRange.call(this, toBound(start, MIN_INT64), toBound(end, MAX_INT64), calendar);
  };
}
