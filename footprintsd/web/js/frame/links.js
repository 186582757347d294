// SPDX-License-Identifier: LGPL-2.1-or-later
// Names link to the pages of what they name, in the same period.

import { element, named } from '../base/dom.js';
import { viewAddress } from './router.js';

export const artistAddress = artist => viewAddress('artist', { artist });
export const albumAddress = (artist, album) => viewAddress('album', { artist, album });
export const trackAddress = (artist, track) => viewAddress('track', { artist, track });

export const artistLink = artist => nameLink(artistAddress(artist), artist);
export const albumLink = (artist, album) => nameLink(albumAddress(artist, album), album);
export const trackLink = (artist, track) => nameLink(trackAddress(artist, track), track);

export function nameLink(href, name) {
  return element('a', { class: 'name', href }, named(name));
}
