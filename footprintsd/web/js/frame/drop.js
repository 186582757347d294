// SPDX-License-Identifier: LGPL-2.1-or-later
// Files may be dropped on any view; they are taken where files are imported.

import { byId } from '../base/dom.js';
import { goTo, isShown, viewAddress } from './router.js';
import { views } from './views.js';

export function connectDrop() {
  let depth = 0;
  const show = shown => byId('drop-cover').classList.toggle('drop-cover-shown', shown);
  addEventListener('dragenter', event => {
    if (carriesFiles(event))
      show(++depth > 0);
  });
  addEventListener('dragleave', event => {
    if (carriesFiles(event))
      show((depth = Math.max(depth - 1, 0)) > 0);
  });
  addEventListener('dragover', event => carriesFiles(event) && event.preventDefault());
  addEventListener('drop', event => {
    if (!carriesFiles(event))
      return;
    event.preventDefault();
    show((depth = 0) > 0);
    take(Array.from(event.dataTransfer.files));
  });
}

function carriesFiles(event) {
  return event.dataTransfer?.types.includes('Files');
}

async function take(files) {
  const { takeFiles } = await views.import.load();
  if (!isShown('import'))
    goTo(viewAddress('import'));
  takeFiles(files);
}
