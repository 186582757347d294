// SPDX-License-Identifier: LGPL-2.1-or-later
// Copyright the Footprints authors

// Manners for Footprints in GJS: promises for asynchronous methods, iteration over lists and cursors,
// Date in and out.

const {Gio} = imports.gi;

function toUnix(value) {
    return value instanceof Date ? Math.floor(value.getTime() / 1000) : value;
}

function toDate(seconds) {
    return seconds === 0 ? null : new Date(seconds * 1000);
}

function promisify(klass, names) {
    for (const name of names)
        Gio._promisify(klass.prototype, `${name}_async`, `${name}_finish`);
}

function makeIterable(klass) {
    klass.prototype[Symbol.iterator] = function* () {
        const length = this.get_n_items();
        for (let i = 0; i < length; i++)
            yield this.get_item(i);
    };
    Object.defineProperty(klass.prototype, 'length', {
        configurable: true,
        get() {
            return this.get_n_items();
        },
    });
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
        'add_scrobble', 'add_scrobbles', 'back_up', 'delete_scrobbles', 'get_history', 'list_scrobbles',
    ]);
    promisify(Footprints.ImportJob, ['run']);
    promisify(Footprints.Exporter, ['write']);
    promisify(Footprints.Importer, ['fetch_page', 'count_plays']);
    promisify(Footprints.SyncScheduler, ['stop', 'trigger']);
    promisify(Footprints.Verification, ['run']);

    makeIterable(Footprints.ListReport);
    makeIterable(Footprints.ScrobblePage);

    Footprints.Cursor.prototype[Symbol.iterator] = function* () {
        try {
            while (this.next())
                yield this.dup_scrobble();
        } finally {
            this.close();
        }
    };

    const initScrobble = Footprints.Scrobble.prototype._init;
    Footprints.Scrobble.prototype._init = function (properties = {}) {
        if ('listened_at' in properties)
            properties = {...properties, listened_at: toUnix(properties.listened_at)};
        return initScrobble.call(this, properties);
    };
    addDate(Footprints.Scrobble, 'listened_at');
    addDate(Footprints.TimelineEntry, 'listened_at');
    addDate(Footprints.PulseStep, 'start');

    const newRange = Footprints.Period.new_range;
    Footprints.Period.new_range = function (start, end, calendar = null) {
        return newRange.call(this, toUnix(start), toUnix(end), calendar);
    };
}
