const formats = new Map<string, Intl.DateTimeFormat>();

/** 'YYYY-MM-DD' of an instant in a zone: what two instants on one day have in common. */
export function dateIn(at: number, zone: string): string {
  const known = formats.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(zone, known);
  const parts = known.formatToParts(at);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}
