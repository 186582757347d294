// SPDX-License-Identifier: LGPL-2.1-or-later
// The types of the server's answers, from the description of its interface. Only for checks of types and for editors:
// `openapi` is what openapi-typescript makes of doc/openapi.yaml.

import type { paths } from 'openapi';

type Answer<Operation> = Operation extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : any;

/** What GET /api/PATH answers; anything, if PATH is not known before the page runs. */
export type Reply<Path extends string> = `/api/${Path}` extends keyof paths
  ? Answer<paths[`/api/${Path}`]['get']>
  : any;
