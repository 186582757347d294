// SPDX-License-Identifier: LGPL-2.1-or-later
// The server's public REST interface. Addresses are relative, so the page may live under any path.

export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

export class ApiError extends Error {
  constructor(detail, status) {
    super(detail);
    this.name = 'ApiError';
    this.status = status;
  }
}

export function fetchStats(period, limit, signal) {
  return getJson('stats/ui', { period, limit }, signal);
}

export function fetchPulse(period, granularity, signal) {
  return getJson('pulse', { period, granularity, include_empty: true }, signal);
}

export function fetchYears(signal) {
  return getJson('years', {}, signal);
}

export function fetchMatches(q, limit, signal) {
  return getJson('search', { q, limit }, signal);
}

export async function fetchTimelinePage(period, limit, cursor, signal) {
  const response = await send('timeline', cursor ? { period, limit, cursor } : { period, limit }, { signal });
  return { plays: await response.json(), next: nextCursor(response.headers.get('Link')) };
}

export function fetchJob(id) {
  return getJson(`import/jobs/${encodeURIComponent(id)}`, {});
}

export async function cancelJob(id) {
  const response = await send(`import/jobs/${encodeURIComponent(id)}/cancel`, {}, { method: 'POST' });
  return response.json();
}

/** Sends a file; XMLHttpRequest because fetch cannot tell how far an upload is. */
export function uploadFile(file, dryRun, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const parameters = { wait: false, filename: file.name };
    if (dryRun)
      parameters.dry_run = true;
    request.open('POST', address('import/file', parameters));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', event => {
      if (event.lengthComputable && event.total > 0)
        onProgress(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      const reply = parseJson(request.responseText);
      if (request.status >= 200 && request.status < 300 && reply)
        resolve(reply);
      else
        reject(problem(reply, request.status));
    });
    request.addEventListener('error', () => reject(unreachable()));
    request.addEventListener('abort', () => reject(new DOMException('Cancelled', 'AbortError')));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

async function getJson(path, parameters, signal) {
  const response = await send(path, parameters, { signal });
  return response.json();
}

async function send(path, parameters, options) {
  let response;
  try {
    response = await fetch(address(path, parameters), options);
  } catch (error) {
    throw error.name === 'AbortError' ? error : unreachable();
  }
  if (!response.ok)
    throw problem(parseJson(await response.text()), response.status);
  return response;
}

function address(path, parameters) {
  return `api/${path}?${new URLSearchParams({ ...parameters, timezone: zone })}`;
}

function nextCursor(link) {
  const match = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? '');
  return match ? new URL(match[1], location.href).searchParams.get('cursor') : null;
}

function problem(body, status) {
  return new ApiError(body?.detail || body?.title || `The server answered with status ${status}.`, status);
}

function unreachable() {
  return new ApiError('The server does not answer. Is it running, and is this device connected to it?', 0);
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
