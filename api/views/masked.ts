/** Enough to recognise a number or address by, and too little to use it. */
export function masked(value: string): string {
  const at = value.lastIndexOf('@');
  if (at > 0) return `${value.slice(0, 1)}•••${value.slice(at)}`;
  return `••• ${value.replace(/\D/g, '').slice(-4)}`;
}
