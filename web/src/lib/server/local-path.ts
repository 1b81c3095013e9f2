/** A path of this site, or `otherwise`: a link from a mail must not send anyone elsewhere after signing in. */
export function localPath(asked: unknown, otherwise = '/'): string {
  if (typeof asked !== 'string' || !asked.startsWith('/')) return otherwise;
  const site = 'http://site.invalid';
  const url = URL.canParse(asked, site) ? new URL(asked, site) : undefined;
  // `/.//elsewhere` becomes `//elsewhere`: a browser would take that for a host.
  return url?.origin === site && !url.pathname.startsWith('//') ? url.pathname + url.search : otherwise;
}
