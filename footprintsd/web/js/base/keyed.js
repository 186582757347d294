// SPDX-License-Identifier: LGPL-2.1-or-later
// A list that is often updated. Items that remain keep their nodes: focus, open folds, questions.

/** `make` returns {node, update} for an item; items are keyed by id. */
export function keyedList(parent, make) {
  const cards = new Map();
  return items => {
    const wanted = new Set(items.map(item => item.id));
    for (const id of [...cards.keys()].filter(key => !wanted.has(key))) {
      cards.get(id).node.remove();
      cards.delete(id);
    }
    items.forEach((item, index) => {
      if (!cards.has(item.id)) cards.set(item.id, make(item));
      const card = cards.get(item.id);
      card.update(item);
      if (parent.children[index] !== card.node)
        parent.insertBefore(card.node, parent.children[index] ?? null);
    });
  };
}
