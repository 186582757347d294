// SPDX-License-Identifier: LGPL-2.1-or-later
// Files may be dropped on any view; the Import view receives them.

import { byId } from '../base/dom.js';
import { goTo, isShown, viewAddress } from './router.js';

/** `loadImport` fetches the module of that view. */
export function connectDrop(loadImport) {
  let depth = 0;
  const show = shown => byId('drop-cover').classList.toggle('drop-cover-shown', shown);
  addEventListener('dragenter', event => {
    if (carriesFiles(event)) show(++depth > 0);
  });
  addEventListener('dragleave', event => {
    if (carriesFiles(event)) show((depth = Math.max(depth - 1, 0)) > 0);
  });
  addEventListener('dragover', event => carriesFiles(event) && event.preventDefault());
  addEventListener('drop', event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    show((depth = 0) > 0);
    take(Array.from(event.dataTransfer.files), loadImport);
  });
}

function carriesFiles(event) {
  return event.dataTransfer?.types.includes('Files');
}

async function take(files, loadImport) {
  const { takeFiles } = await loadImport();
  if (!isShown('import')) goTo(viewAddress('import'));
  takeFiles(files);
}
