// SPDX-License-Identifier: LGPL-2.1-or-later
// Requests of the listener alone: imports, syncs, the account, other people.

import { address, ApiError, getJson, parseJson, problem, send, unreachable } from './api.js';

export function fetchJob(id) {
  return getJson(`import/jobs/${encodeURIComponent(id)}`, {});
}

export function fetchJobs() {
  return getJson('import/jobs', {});
}

/** `act` is cancel, pause or resume. */
export function changeJob(id, act) {
  return change('POST', `import/jobs/${encodeURIComponent(id)}/${act}`);
}

export function startServiceImport(wanted, dryRun) {
  return change('POST', 'import', wanted, { wait: false, dry_run: dryRun });
}

export function fetchPastImports(limit) {
  return getJson('import/history', { limit });
}

export function undoImport(id) {
  return change('POST', `import/history/${encodeURIComponent(id)}/undo`);
}

export function removePlay(id) {
  return change('DELETE', `scrobbles/${encodeURIComponent(id)}`);
}

export function restorePlay(id) {
  return change('POST', `scrobbles/${encodeURIComponent(id)}/restore`);
}

export function fetchDoubleReports() {
  return getJson('double-reports', {});
}

export function saveDoubleReports(joinsReports) {
  return change('POST', 'double-reports', { joins_reports: joinsReports });
}

/** Removed plays, most recently removed first. */
export function fetchRemoved(offset, limit, signal) {
  return getJson('scrobbles', { removed: true, offset, limit }, signal);
}

/** `id` is null for a new one. */
export function saveSync(id, sync) {
  return change(
    'POST',
    id === null ? 'sync/config' : `sync/config/${encodeURIComponent(id)}`,
    sync,
  );
}

/** Where to send the listener: {url, state}. */
export function beginSpotify(clientId, redirectUri) {
  return change('POST', 'sync/spotify', { client_id: clientId, redirect_uri: redirectUri });
}

export function completeSpotify(state, code) {
  return change('POST', 'sync/spotify/complete', { state, code });
}

export function deleteSync(id) {
  return change('DELETE', `sync/config/${encodeURIComponent(id)}`);
}

export function runSync(id) {
  return change('POST', `sync/config/${encodeURIComponent(id)}/trigger`);
}

export function fetchSyncRuns(id, limit) {
  return getJson(`sync/config/${encodeURIComponent(id)}/runs`, { limit });
}

export function startVerification(id, repair) {
  return change('POST', `sync/config/${encodeURIComponent(id)}/verify`, undefined, { repair });
}

export function fetchVerification(id) {
  return getJson(`sync/config/${encodeURIComponent(id)}/verify`, {});
}

export function cancelVerification(id) {
  return change('POST', `sync/config/${encodeURIComponent(id)}/verify/cancel`);
}

export function setUp(wanted) {
  return change('POST', 'setup', wanted);
}

export function join(wanted) {
  return change('POST', 'join', wanted);
}

/** A request for the second factor is not an error. */
export async function logIn(wanted) {
  const response = await send('session', {}, jsonOptions('POST', wanted));
  return response.json();
}

export function logOut() {
  return change('DELETE', 'session');
}

export function saveAccount(wanted) {
  return change('POST', 'account', wanted);
}

export function makeNewLink() {
  return change('POST', 'account/link');
}

export function changePassword(password, fresh) {
  return change('POST', 'account/password', { password, new_password: fresh });
}

export function deleteAccount(password) {
  return change('POST', 'account/delete', { password });
}

export function offerSecondFactor(password) {
  return change('POST', 'account/second-factor', { password });
}

export function confirmSecondFactor(password, secret, code) {
  return change('POST', 'account/second-factor/confirm', { password, secret, code });
}

/** Issues new recovery codes; earlier ones stop working. */
export function renewRecoveryCodes(password) {
  return change('POST', 'account/second-factor/recovery-codes', { password });
}

export function removeSecondFactor(password) {
  return change('POST', 'account/second-factor/remove', { password });
}

export function fetchSessions() {
  return getJson('account/sessions', {});
}

export function endSession(id) {
  return change('DELETE', `account/sessions/${encodeURIComponent(id)}`);
}

export function endOtherSessions() {
  return change('DELETE', 'account/sessions');
}

export function fetchTokens() {
  return getJson('account/tokens', {});
}

export function addToken(name, scopes) {
  return change('POST', 'account/tokens', { name, scopes });
}

export function removeToken(id) {
  return change('DELETE', `account/tokens/${encodeURIComponent(id)}`);
}

export function fetchPeople() {
  return getJson('people', {});
}

export function changePerson(id, wanted) {
  return change('POST', `people/${encodeURIComponent(id)}`, wanted);
}

export function removePerson(id) {
  return change('DELETE', `people/${encodeURIComponent(id)}`);
}

export function fetchInvitations() {
  return getJson('invitations', {});
}

export function invite() {
  return change('POST', 'invitations', {});
}

export function removeInvitation(id) {
  return change('DELETE', `invitations/${encodeURIComponent(id)}`);
}

/** All data of the listener, as one file. */
export const BACKUP_ADDRESS = 'api/backup';

export function exportAddress(format) {
  return `api/export?${new URLSearchParams({ format })}`;
}

/** Sends a file, and finds out how it would be read; XMLHttpRequest because fetch does not report progress. */
export function sendPreview(file, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address('import/preview', { filename: file.name, timezone: null }));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', event => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      const reply = parseJson(request.responseText);
      if (request.status >= 200 && request.status < 300 && reply) resolve(reply);
      else reject(problem(reply, request.status));
    });
    request.addEventListener('error', () => reject(unreachable()));
    request.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** How a file that was sent would be read with other parameters. */
export function previewUpload(upload, parameters) {
  return change('POST', 'import/preview', undefined, { upload, ...parameters });
}

export function importUpload(upload, filename, parameters, dryRun) {
  return change('POST', 'import/file', undefined, {
    upload,
    filename,
    wait: false,
    ...(dryRun ? { dry_run: true } : {}),
    ...parameters,
  });
}

/** Requests a change, with or without a body. An answer with "success: false" is an error here too. */
async function change(method, path, body, parameters = {}) {
  const response = await send(
    path,
    parameters,
    body === undefined ? { method } : jsonOptions(method, body),
  );
  const reply = await response.json();
  if (reply.success === false) throw new ApiError(reply.message, response.status);
  return reply;
}

function jsonOptions(method, body) {
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
